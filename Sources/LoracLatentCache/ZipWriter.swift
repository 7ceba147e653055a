/// A zip file of stored files, byte for byte as Python's `zipfile` writes it for `np.savez`.
struct ZipWriter {
  private var bytes: [UInt8] = []
  private var directory: [UInt8] = []
  private var count = 0

  /// 1980-01-01, the date Python gives to what has none.
  private static let date = 1 << 5 | 1

  /// Adds a file; all together must stay below 4 GB.
  mutating func add(_ name: String, _ contents: [UInt8]) {
    precondition(
      bytes.count + contents.count < 1 << 32, "a zip file without its large form is below 4 GB")
    let sum = checksum(contents)
    let start = bytes.count
    let nameBytes = Array(name.utf8)

    bytes += [0x50, 0x4B, 0x03, 0x04]
    appendCommon(to: &bytes, sum)
    // The sizes stand in a field for large files, which numpy always asks for.
    for _ in 0..<2 { bytes.append(littleEndian: 0xFFFF_FFFF, size: 4) }
    bytes.append(littleEndian: nameBytes.count, size: 2)
    bytes.append(littleEndian: 20, size: 2)
    bytes += nameBytes
    bytes.append(littleEndian: 1, size: 2)
    bytes.append(littleEndian: 16, size: 2)
    for _ in 0..<2 { bytes.append(littleEndian: contents.count, size: 8) }
    bytes += contents

    directory += [0x50, 0x4B, 0x01, 0x02, 45, 3]
    appendCommon(to: &directory, sum)
    for _ in 0..<2 { directory.append(littleEndian: contents.count, size: 4) }
    directory.append(littleEndian: nameBytes.count, size: 2)
    directory += [UInt8](repeating: 0, count: 8)
    // Read and written by the owner, in Unix's terms.
    directory.append(littleEndian: 0o600 << 16, size: 4)
    directory.append(littleEndian: start, size: 4)
    directory += nameBytes
    count += 1
  }

  /// Version needed, flags, method, time, date, checksum.
  private func appendCommon(to target: inout [UInt8], _ sum: Int) {
    for value in [45, 0, 0, 0, Self.date] { target.append(littleEndian: value, size: 2) }
    target.append(littleEndian: sum, size: 4)
  }

  /// The whole file.
  func finished() -> [UInt8] {
    var result = bytes + directory + [0x50, 0x4B, 0x05, 0x06, 0, 0, 0, 0]
    for _ in 0..<2 { result.append(littleEndian: count, size: 2) }
    result.append(littleEndian: directory.count, size: 4)
    result.append(littleEndian: bytes.count, size: 4)
    result.append(littleEndian: 0, size: 2)
    return result
  }
}
