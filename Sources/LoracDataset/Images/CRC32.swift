/// The checksum of PNG chunks (ISO 3309, polynomial 0xEDB88320).
enum CRC32 {
  private static let table: [UInt32] = (0..<256).map { index in
    (0..<8).reduce(UInt32(index)) { value, _ in value & 1 == 1 ? value >> 1 ^ 0xEDB8_8320 : value >> 1 }
  }

  /// The checksum of some bytes of a file; nil where the file is too short.
  static func of(_ file: inout FileWindow, from offset: Int, count: Int) -> Int? {
    var value: UInt32 = 0xFFFF_FFFF
    for index in 0..<count {
      guard let byte = file.byte(at: offset + index) else { return nil }
      value = table[Int((value ^ UInt32(byte)) & 0xFF)] ^ value >> 8
    }
    return Int(~value)
  }
}
