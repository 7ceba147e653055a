/// Orientation and colour profile out of the chunks of an image file; what is broken counts as missing.
struct PhotoMetadata {
  /// EXIF's orientation, 1 to 8.
  private(set) var orientation = 1
  /// The ICC profile of a JPEG or WebP file; empty where there is none.
  ///
  /// That of a PNG file is compressed, and libpng's affair.
  private(set) var profile: [UInt8] = []

  /// What `bytes`, those of a whole file of `format`, say.
  init(_ bytes: [UInt8], _ format: DecodableFormat) {
    switch format {
    case .jpeg: readJPEG(bytes)
    case .png: readPNG(bytes)
    case .webP: readWebP(bytes)
    case .bmp: break
    }
  }

  private mutating func readJPEG(_ bytes: [UInt8]) {
    // Each part says its number and how many there are; Pillow joins them in order of number.
    var parts: [(number: UInt8, data: ArraySlice<UInt8>)] = []
    var position = 2
    while position + 4 <= bytes.count, bytes[position] == 0xFF {
      let marker = bytes[position + 1]
      if marker == 0xFF {
        position += 1
        continue
      }
      // Markers without a length.
      if marker == 0x01 || (0xD0...0xD8).contains(marker) {
        position += 2
        continue
      }
      if marker == 0xDA || marker == 0xD9 { break }
      let length = Int(bytes[position + 2]) << 8 | Int(bytes[position + 3])
      let end = position + 2 + length
      guard length >= 2, end <= bytes.count else { break }
      let body = bytes[position + 4..<end]
      if marker == 0xE1, body.starts(with: Self.exifPrefix) {
        orientation = Self.orientation(body.dropFirst(Self.exifPrefix.count)) ?? orientation
      } else if marker == 0xE2, body.count > 14, body.starts(with: Self.profilePrefix) {
        parts.append((body[body.startIndex + 12], body.dropFirst(14)))
      }
      position = end
    }
    let ordered = parts.enumerated().sorted { ($0.element.number, $0.offset) < ($1.element.number, $1.offset) }
    profile = ordered.flatMap { $0.element.data }
  }

  private mutating func readPNG(_ bytes: [UInt8]) {
    var position = 8
    while position + 12 <= bytes.count {
      let length = Self.number(bytes[position..<position + 4], isLittle: false)
      guard length <= bytes.count - position - 12 else { break }
      if bytes[position + 4..<position + 8].elementsEqual("eXIf".utf8) {
        orientation = Self.orientation(bytes[position + 8..<position + 8 + length]) ?? orientation
      }
      position += 12 + length
    }
  }

  private mutating func readWebP(_ bytes: [UInt8]) {
    var position = 12
    while position + 8 <= bytes.count {
      let length = Self.number(bytes[position + 4..<position + 8], isLittle: true)
      guard length <= bytes.count - position - 8 else { break }
      let name = bytes[position..<position + 4]
      let body = bytes[position + 8..<position + 8 + length]
      if name.elementsEqual("EXIF".utf8) {
        let data = body.starts(with: Self.exifPrefix) ? body.dropFirst(Self.exifPrefix.count) : body
        orientation = Self.orientation(data) ?? orientation
      } else if name.elementsEqual("ICCP".utf8) {
        profile = Array(body)
      }
      position += 8 + length + length % 2
    }
  }

  private static let exifPrefix: [UInt8] = Array("Exif\0\0".utf8)
  private static let profilePrefix: [UInt8] = Array("ICC_PROFILE\0".utf8)

  /// The orientation in TIFF structures (EXIF 2.32, tag 0x0112 of the first directory); nil if there is none.
  private static func orientation(_ data: ArraySlice<UInt8>) -> Int? {
    let isLittle: Bool
    switch data.prefix(4) {
    case [0x49, 0x49, 0x2A, 0]: isLittle = true
    case [0x4D, 0x4D, 0, 0x2A]: isLittle = false
    default: return nil
    }
    func read(_ at: Int, _ count: Int) -> Int? {
      guard at >= 0, at + count <= data.count else { return nil }
      let start = data.startIndex + at
      return number(data[start..<start + count], isLittle: isLittle)
    }
    guard let directory = read(4, 4), let entries = read(directory, 2) else { return nil }
    for index in 0..<entries {
      let entry = directory + 2 + index * 12
      guard let tag = read(entry, 2), let type = read(entry + 2, 2) else { return nil }
      guard tag == 0x0112 else { continue }
      // A SHORT as prescribed, or a LONG as some write it.
      guard let value = read(entry + 8, type == 4 ? 4 : 2), (1...8).contains(value) else { return nil }
      return value
    }
    return nil
  }

  private static func number(_ bytes: ArraySlice<UInt8>, isLittle: Bool) -> Int {
    isLittle ? bytes.reversed().reduce(0) { $0 << 8 | Int($1) } : bytes.reduce(0) { $0 << 8 | Int($1) }
  }
}
