/// Reads the header of a WebP file (RFC 9649).
enum WebPHeader {
  /// The header, or why there is none.
  static func read(_ file: inout FileWindow) throws(ImageProblem) -> ImageHeader {
    guard let type = file.big(4, at: 12), file.byte(at: 29) != nil else { throw .truncatedHeader(.webp) }
    switch type {
    case 0x5650_3820: return try lossy(&file)  // "VP8 "
    case 0x5650_384C: return try lossless(&file)  // "VP8L"
    case 0x5650_3858: return try extended(&file)  // "VP8X"
    default: throw .malformedHeader(.webp)
    }
  }

  /// Whether the file is as long as its RIFF header says.
  static func isComplete(_ file: inout FileWindow) -> Bool {
    guard let length = file.little(4, at: 4) else { return false }
    return length + 8 <= file.size
  }

  private static func lossy(_ file: inout FileWindow) throws(ImageProblem) -> ImageHeader {
    guard file.matches([0x9D, 0x01, 0x2A], at: 23), let width = file.little(2, at: 26),
      let height = file.little(2, at: 28)
    else { throw .malformedHeader(.webp) }
    // The upper two bits are a scaling hint.
    return ImageHeader(format: .webp, size: PixelSize(width: width & 0x3FFF, height: height & 0x3FFF))
  }

  private static func lossless(_ file: inout FileWindow) throws(ImageProblem) -> ImageHeader {
    guard file.byte(at: 20) == 0x2F, let bits = file.little(4, at: 21) else { throw .malformedHeader(.webp) }
    let size = PixelSize(width: bits & 0x3FFF + 1, height: bits >> 14 & 0x3FFF + 1)
    return ImageHeader(format: .webp, size: size, traits: bits >> 28 & 1 == 1 ? .alpha : [])
  }

  private static func extended(_ file: inout FileWindow) throws(ImageProblem) -> ImageHeader {
    guard let flags = file.byte(at: 20), let width = file.little(3, at: 24), let height = file.little(3, at: 27)
    else { throw .truncatedHeader(.webp) }
    var result = ImageHeader(format: .webp, size: PixelSize(width: width + 1, height: height + 1))
    if flags & 0x02 != 0 { result.traits.insert(.animated) }
    if flags & 0x10 != 0 { result.traits.insert(.alpha) }
    if flags & 0x08 != 0 { result.orientation = orientation(&file) }
    return result
  }

  /// Orientation in the EXIF chunk, which stands behind the picture data.
  private static func orientation(_ file: inout FileWindow) -> UInt8 {
    var offset = 12
    while let type = file.big(4, at: offset), let length = file.little(4, at: offset + 4) {
      if type == 0x4558_4946 {  // "EXIF"
        return EXIFOrientation.read(&file, at: offset + 8, end: offset + 8 + length)
      }
      offset += 8 + length + length % 2
    }
    return 1
  }
}
