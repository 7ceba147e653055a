/// The files inside a zip file, stored or deflated, as Python's `zipfile` and `np.load` see them.
struct ZipReader {
  /// Where one file's bytes are.
  struct Entry: Hashable {
    var name: String
    var method: Int
    var checksum: Int
    var storedCount: Int
    var count: Int
    var header: Int
  }

  /// Most files in a zip file; caches have seven at most.
  static let mostEntries = 1000

  /// In the order of the directory.
  let entries: [Entry]
  private let reader: ByteReader

  init(_ bytes: [UInt8]) throws(LatentCacheError) {
    reader = ByteReader(bytes: bytes)
    entries = try Self.directory(reader)
  }

  /// The bytes of the last file of that name, since Python takes the last; nil if there is none.
  func contents(of name: String) throws(LatentCacheError) -> [UInt8]? {
    guard let entry = entries.last(where: { $0.name == name }) else { return nil }
    return try contents(of: entry)
  }

  private func contents(of entry: Entry) throws(LatentCacheError) -> [UInt8] {
    guard reader.u32(entry.header) == 0x0403_4B50, let nameCount = reader.u16(entry.header + 26),
      let extraCount = reader.u16(entry.header + 28),
      let stored = reader.slice(
        entry.header + 30 + nameCount + extraCount, count: entry.storedCount)
    else { throw .damaged("the bytes of '\(entry.name)' are not where its directory says") }
    let contents: [UInt8]
    switch entry.method {
    case 0 where entry.count == entry.storedCount: contents = Array(stored)
    case 8:
      guard let expanded = inflated(Array(stored), count: entry.count) else {
        throw .damaged("'\(entry.name)' cannot be decompressed")
      }
      contents = expanded
    default: throw .unsupported("'\(entry.name)' is compressed by method \(entry.method)")
    }
    guard checksum(contents) == entry.checksum else {
      throw .damaged("the checksum of '\(entry.name)' is wrong")
    }
    return contents
  }

  private static func directory(_ reader: ByteReader) throws(LatentCacheError) -> [Entry] {
    guard reader.u32(0) == 0x0403_4B50 else { throw .unsupported("it is not an npz file") }
    guard let end = endRecord(reader), let count = reader.u16(end + 10),
      var place = reader.u32(end + 16)
    else {
      throw .damaged("it has no directory at its end")
    }
    guard count <= mostEntries else { throw .unsupported("it holds \(count) files") }
    var entries: [Entry] = []
    for _ in 0..<count {
      let (entry, next) = try self.entry(reader, at: place)
      entries.append(entry)
      place = next
    }
    return entries
  }

  /// Where the record at the file's end begins, which a comment may follow.
  private static func endRecord(_ reader: ByteReader) -> Int? {
    let last = reader.bytes.count - 22
    guard last >= 0 else { return nil }
    return (max(0, last - 0xFFFF)...last).reversed().first { reader.u32($0) == 0x0605_4B50 }
  }

  private static func entry(_ reader: ByteReader, at place: Int) throws(LatentCacheError) -> (
    Entry, Int
  ) {
    guard reader.u32(place) == 0x0201_4B50, let flags = reader.u16(place + 8),
      let method = reader.u16(place + 10),
      let checksum = reader.u32(place + 16), let storedCount = reader.u32(place + 20),
      let count = reader.u32(place + 24), let nameCount = reader.u16(place + 28),
      let extraCount = reader.u16(place + 30), let commentCount = reader.u16(place + 32),
      let header = reader.u32(place + 42), let name = reader.slice(place + 46, count: nameCount)
    else { throw .damaged("its directory ends early") }
    guard flags & 1 == 0 else { throw .unsupported("it is encrypted") }
    // These would stand in a field for files above 4 GB.
    guard storedCount != 0xFFFF_FFFF, count != 0xFFFF_FFFF, header != 0xFFFF_FFFF else {
      throw .unsupported("it is made for files above 4 GB")
    }
    let entry = Entry(
      name: String(decoding: name, as: UTF8.self), method: method, checksum: checksum,
      storedCount: storedCount,
      count: count, header: header)
    return (entry, place + 46 + nameCount + extraCount + commentCount)
  }
}
