/// What an earlier scan found in one folder, in the bytes of an index file.
///
/// Nothing is copied out of the bytes before it is asked for. Whatever is stored, no access leaves them.
final class FolderIndex: Sendable {
  /// First bytes of an index file; the digit is the version of the layout.
  static let magic: [UInt8] = Array("LORACIX2".utf8)
  /// Bytes before the key: magic, checksum, lengths of file and key, number of records, length and stamp of the listing.
  static let headerByteCount = 48 + FileStamp.byteCount

  /// Number of records.
  let count: Int
  private let bytes: [UInt8]
  private let records: Int
  private let listing: Int
  private let heap: Int

  /// The index in `bytes`; nil if they are damaged or were written for another key.
  init?(_ bytes: [UInt8], key: [UInt8]) {
    let start = Self.headerByteCount
    guard bytes.count >= start + key.count, bytes.starts(with: Self.magic),
      Self.integer(bytes, 8) == Self.checksum(bytes), Self.integer(bytes, 16) == UInt64(bytes.count),
      Self.integer(bytes, 24) == UInt64(key.count), bytes[start..<start + key.count].elementsEqual(key),
      let count = Int(exactly: Self.integer(bytes, 32) as UInt64)
    else { return nil }
    let (size, overflow) = count.multipliedReportingOverflow(by: IndexRecord.byteCount)
    guard !overflow, size <= bytes.count - start - key.count else { return nil }
    guard let listingSize = Int(exactly: Self.integer(bytes, 40) as UInt64),
      listingSize <= bytes.count - start - key.count - size
    else { return nil }
    self.bytes = bytes
    self.count = count
    records = start + key.count
    listing = records + size
    heap = listing + listingSize
  }

  /// The checksum of a file's bytes, which covers everything behind it.
  static func checksum(_ bytes: [UInt8]) -> UInt64 {
    var hash = ContentHash(seed: UInt64(bytes.count))
    bytes.withUnsafeBytes { hash.combine(UnsafeRawBufferPointer(rebasing: $0[16...])) }
    return hash.finish().bits
  }

  private static func integer<Number: FixedWidthInteger>(_ bytes: [UInt8], _ offset: Int) -> Number {
    precondition(offset >= 0 && offset + MemoryLayout<Number>.size <= bytes.count)
    return bytes.withUnsafeBytes { Number(littleEndian: $0.loadUnaligned(fromByteOffset: offset, as: Number.self)) }
  }

  private func text(_ record: Int, _ place: Int) -> Range<Int>? { withRecords { $0.text(record, place) } }

  /// The record of a file name.
  ///
  /// - Parameters:
  ///   - name: The name's bytes.
  ///   - hint: Where to look first; set to the record behind the one found, as names are asked for in order.
  /// - Returns: The record; nil if there is none.
  func record(_ name: ArraySlice<UInt8>, hint: inout Int) -> Int? {
    if hint < count, let range = text(hint, IndexRecord.name), bytes[range] == name {
      defer { hint += 1 }
      return hint
    }
    var low = 0
    var high = count
    while low < high {
      let middle = (low + high) / 2
      guard let range = text(middle, IndexRecord.name) else { return nil }
      if bytes[range] == name {
        hint = middle + 1
        return middle
      }
      if bytes[range].lexicographicallyPrecedes(name) { low = middle + 1 } else { high = middle }
    }
    return nil
  }

  /// The names of the folder, and what stands beside its images, if the folder had this stamp.
  ///
  /// Record and image of one number belong together then: every image has a record.
  func listing(_ stamp: FileStamp) -> (FolderListing, KnownListing)? {
    guard stamp != .none, listingStamp == stamp, let known = KnownListing(bytes[listing..<heap]) else {
      return nil
    }
    var names = FolderListing(entries: count + known.caches.count, bytes: bytes.count - heap)
    let isWhole = bytes.withUnsafeBytes { buffer in
      (0..<count).allSatisfy { record in
        text(record, IndexRecord.name).map { names.append(file: .init(rebasing: buffer[$0]), .image) } ?? false
      }
    }
    guard isWhole else { return nil }
    for cache in known.caches {
      guard Array(cache.utf8).withUnsafeBytes({ names.append(file: $0, .other) }) else { return nil }
    }
    return (names, known)
  }

  /// The stamp that the folder had when it was listed; none where no listing is stored.
  var listingStamp: FileStamp { stamp(at: 48) }

  private func stamp(at place: Int) -> FileStamp {
    FileStamp(
      inode: Self.integer(bytes, place), size: Self.integer(bytes, place + 8),
      modified: Self.integer(bytes, place + 16), changed: Self.integer(bytes, place + 24))
  }

  /// Calls a body with the records, for as long as it runs.
  func withRecords<Result>(_ body: (IndexRecords) -> Result) -> Result {
    bytes.withUnsafeBytes { body(IndexRecords(bytes: $0, start: records, heap: heap)) }
  }

  /// What was read of an image file, if it had this stamp.
  func image(_ record: Int, _ stamp: FileStamp) -> ImageFacts? { withRecords { $0.image(record, stamp) } }

  /// Whether a record knows a caption file.
  func hasCaption(_ record: Int) -> Bool { withRecords { $0.hasCaption(record) } }

  /// What was read of a caption file, if it had this stamp.
  func caption(_ record: Int, _ stamp: FileStamp) -> Caption? { withRecords { $0.caption(record, stamp) } }
}
