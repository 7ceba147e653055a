/// Finds the orientation tag (0x0112) in an EXIF block, which is a small TIFF file.
enum EXIFOrientation {
  private static let prefix: [UInt8] = Array("Exif\0\0".utf8)
  private static let orientationTag = 0x0112

  /// The orientation 1 to 8 of the block between two offsets; 1 where it is absent or makes no sense.
  static func read(_ file: inout FileWindow, at start: Int, end: Int) -> UInt8 {
    let base = file.matches(prefix, at: start) ? start + prefix.count : start
    let isLittle: Bool
    switch file.big(2, at: base) {
    case 0x4949: isLittle = true
    case 0x4D4D: isLittle = false
    default: return 1
    }
    func number(_ file: inout FileWindow, _ count: Int, at offset: Int) -> Int? {
      guard offset >= base, offset + count <= end else { return nil }
      return isLittle ? file.little(count, at: offset) : file.big(count, at: offset)
    }
    guard number(&file, 2, at: base + 2) == 42, let directory = number(&file, 4, at: base + 4),
      let count = number(&file, 2, at: base + directory)
    else { return 1 }
    for index in 0..<count {
      let entry = base + directory + 2 + 12 * index
      guard let tag = number(&file, 2, at: entry) else { return 1 }
      guard tag == orientationTag else { continue }
      // Type 3 is a 16-bit, type 4 a 32-bit number; both stand left-aligned in the value field.
      let bytes = number(&file, 2, at: entry + 2) == 4 ? 4 : 2
      guard let value = number(&file, bytes, at: entry + 8), (1...8).contains(value) else { return 1 }
      return UInt8(value)
    }
    return 1
  }
}
