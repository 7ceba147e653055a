/// Pictures for datasets of tests.
enum SamplePicture {
  /// A PNG file whose header says a size; different `seed`s give different files.
  ///
  /// There is one row of pixels, whatever the header says: nothing that is tested here decodes them.
  static func png(width: Int, height: Int, seed: Int) -> [UInt8] {
    let row = [0] + (0..<(width + 7) / 8).map { UInt8(truncatingIfNeeded: $0 &* 37 &+ seed &* 101) }
    let header = bigEndian(UInt32(width)) + bigEndian(UInt32(height)) + [1, 0, 0, 0, 0]
    return [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A] + chunk("IHDR", header) + chunk("IDAT", stored(row))
      + chunk("IEND", [])
  }

  private static func chunk(_ name: String, _ content: [UInt8]) -> [UInt8] {
    let body = Array(name.utf8) + content
    return bigEndian(UInt32(content.count)) + body + bigEndian(checksum(body))
  }

  /// A zlib stream of one block that is not compressed (RFC 1950, RFC 1951).
  private static func stored(_ bytes: [UInt8]) -> [UInt8] {
    let sums = bytes.reduce((low: UInt32(1), high: UInt32(0))) { sums, byte in
      let low = (sums.low + UInt32(byte)) % 65521
      return (low, (sums.high + low) % 65521)
    }
    let (first, second) = (UInt8(bytes.count & 0xFF), UInt8(bytes.count >> 8))
    return [0x78, 0x01, 1, first, second, ~first, ~second] + bytes + bigEndian(sums.high << 16 | sums.low)
  }

  private static func checksum(_ bytes: [UInt8]) -> UInt32 {
    ~bytes.reduce(~0) { sum, byte in
      (0..<8).reduce(sum ^ UInt32(byte)) { sum, _ in sum & 1 == 1 ? sum >> 1 ^ 0xEDB8_8320 : sum >> 1 }
    }
  }

  private static func bigEndian(_ value: UInt32) -> [UInt8] {
    [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: value >> $0) }
  }
}

extension Session {
  /// Makes an image folder with pictures of the given sizes, each with a caption if there is one.
  func makeDataset(_ path: String, _ sizes: [(width: Int, height: Int)], caption: String? = nil) throws {
    for (index, size) in sizes.enumerated() {
      let number = index < 9 ? "0\(index + 1)" : "\(index + 1)"
      try writePicture("\(path)/\(number).png", width: size.width, height: size.height, seed: index)
      if let caption { try write("\(caption), \(index + 1)\n", to: "\(path)/\(number).txt") }
    }
  }
}
