/// The records of an index file while its bytes stay where they are.
///
/// A plain pointer, as threads that share a counted reference hinder each other. Whatever is stored, no access leaves the
/// bytes.
struct IndexRecords: @unchecked Sendable {
  /// The whole file.
  let bytes: UnsafeRawBufferPointer
  /// Where the records start.
  let start: Int
  /// Where the texts start.
  let heap: Int

  private func field<Number: FixedWidthInteger>(_ record: Int, _ place: Int) -> Number {
    let offset = start + record * IndexRecord.byteCount + place
    precondition(offset >= 0 && offset + MemoryLayout<Number>.size <= bytes.count)
    return Number(littleEndian: bytes.loadUnaligned(fromByteOffset: offset, as: Number.self))
  }

  private func integer(_ record: Int, _ place: Int) -> Int { Int(field(record, place) as UInt32) }

  /// The range of a text in the bytes; nil where it would leave the heap.
  func text(_ record: Int, _ place: Int) -> Range<Int>? {
    let start = heap + integer(record, place)
    let end = start + integer(record, place + 4)
    return end <= bytes.count ? start..<end : nil
  }

  /// The stamp at a place of a record.
  func stamp(_ record: Int, _ place: Int) -> FileStamp {
    FileStamp(
      inode: field(record, place), size: field(record, place + 8), modified: field(record, place + 16),
      changed: field(record, place + 24))
  }

  private func pixels(_ record: Int, _ place: Int) -> PixelSize {
    PixelSize(width: integer(record, place), height: integer(record, place + 4))
  }

  /// What was read of an image file, if it had this stamp.
  func image(_ record: Int, _ stamp: FileStamp) -> ImageFacts? {
    guard self.stamp(record, IndexRecord.imageStamp) == stamp,
      let size = Int(exactly: field(record, IndexRecord.size) as UInt64),
      let code = IndexRecord.ImageProblemCode(rawValue: field(record, IndexRecord.problem)),
      let problem = code.problem(
        format: IndexRecord.format(field(record, IndexRecord.problemFormat)),
        size: pixels(record, IndexRecord.pixels))
    else { return nil }
    var facts = ImageFacts(
      byteCount: size, digest: ContentDigest(bits: field(record, IndexRecord.digest)),
      outcome: .init(problem: problem))
    guard let format = IndexRecord.format(field(record, IndexRecord.format)) else { return facts }
    var header = ImageHeader(
      format: format, size: pixels(record, IndexRecord.pixels), orientation: field(record, IndexRecord.orientation),
      traits: ImageTraits(rawValue: field(record, IndexRecord.traits)))
    header.kohyaSize =
      field(record, IndexRecord.isMeasured) as UInt8 == 1 ? pixels(record, IndexRecord.kohyaPixels) : nil
    facts.outcome.header = header
    return facts
  }

  /// Whether a record knows a caption file.
  func hasCaption(_ record: Int) -> Bool { field(record, IndexRecord.caption) as UInt8 != 0 }

  /// What was read of a caption file, if it had this stamp.
  func caption(_ record: Int, _ stamp: FileStamp) -> Caption? {
    guard self.stamp(record, IndexRecord.captionStamp) == stamp,
      let code = IndexRecord.CaptionCode(rawValue: field(record, IndexRecord.caption))
    else { return nil }
    switch code {
    case .notIndexed: return nil
    case .empty: return Caption(source: .file, problem: .empty)
    case .tooLarge: return Caption(source: .file, problem: .tooLarge)
    case .notUTF8: return Caption(source: .file, problem: .notUTF8(offset: integer(record, IndexRecord.text)))
    case .text:
      guard let range = text(record, IndexRecord.text) else { return nil }
      return Caption(
        source: .file, text: String(decoding: UnsafeRawBufferPointer(rebasing: bytes[range]), as: UTF8.self),
        traits: Caption.Traits(rawValue: field(record, IndexRecord.captionTraits)))
    }
  }
}
