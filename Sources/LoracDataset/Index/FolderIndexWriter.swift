/// Makes the bytes of an index file.
struct FolderIndexWriter {
  /// Longer captions and names are not indexed, in bytes.
  static let textLimit = 1 << 16

  /// One image with the stamps that its files had.
  struct Item {
    var image: DatasetImage
    /// `FileStamp.none` where the file must be read again.
    var imageStamp: FileStamp
    /// `FileStamp.none` where the file must be read again, or where there is none.
    var captionStamp: FileStamp
  }

  private var records: [UInt8] = []
  private var heap: [UInt8] = []
  private(set) var count = 0
  private var hasFacts = false
  private var listing: (stamp: FileStamp, bytes: [UInt8]) = (.none, [])

  /// A writer for about `capacity` images.
  init(capacity: Int) {
    records.reserveCapacity(capacity * IndexRecord.byteCount)
    heap.reserveCapacity(capacity * 96)
  }

  /// Adds an image, in the order of the names; of what cannot be stored only the name is kept.
  mutating func append(_ item: Item) {
    let name = item.image.name
    // Other names are sorted in another way than by their bytes, and too rare to care.
    guard name.undecodable == nil, name.text.utf8.count <= Self.textLimit else { return }
    let start = records.count
    records.append(contentsOf: repeatElement(0, count: IndexRecord.byteCount))
    put(name.text, at: start + IndexRecord.name)
    let hasImage = put(image: item.image, stamp: item.imageStamp, at: start)
    let hasCaption = put(caption: item.image.caption, stamp: item.captionStamp, at: start)
    if hasImage || hasCaption { hasFacts = true }
    count += 1
  }

  /// Adds what stands beside the images, where the folder had this stamp; every image must have been added before.
  mutating func append(_ listing: KnownListing, stamp: FileStamp) { self.listing = (stamp, listing.bytes) }

  private mutating func put(image: DatasetImage, stamp: FileStamp, at start: Int) -> Bool {
    guard stamp != .none, let problem = IndexRecord.ImageProblemCode.of(image.problem) else { return false }
    let size = image.header?.size ?? problem.size ?? PixelSize(width: 0, height: 0)
    let kohyaSize = image.header?.kohyaSize ?? PixelSize(width: 0, height: 0)
    guard problem.size == nil || problem.size == size,
      let pixels = Self.pair(size), let kohyaPixels = Self.pair(kohyaSize)
    else { return false }
    put(stamp, at: start + IndexRecord.imageStamp)
    put(image.digest.bits, at: start + IndexRecord.digest)
    put(UInt64(image.byteCount), at: start + IndexRecord.size)
    put(pixels, at: start + IndexRecord.pixels)
    put(kohyaPixels, at: start + IndexRecord.kohyaPixels)
    if let header = image.header {
      records[start + IndexRecord.format] = IndexRecord.code(header.format)
      records[start + IndexRecord.orientation] = header.orientation
      records[start + IndexRecord.traits] = header.traits.rawValue
      records[start + IndexRecord.isMeasured] = header.kohyaSize == nil ? 0 : 1
    }
    records[start + IndexRecord.problem] = problem.code.rawValue
    records[start + IndexRecord.problemFormat] = IndexRecord.code(problem.format)
    return true
  }

  private mutating func put(caption: Caption, stamp: FileStamp, at start: Int) -> Bool {
    guard stamp != .none, caption.source == .file else { return false }
    let code: IndexRecord.CaptionCode
    switch caption.problem {
    case nil:
      guard let text = caption.text, text.utf8.count <= Self.textLimit else { return false }
      put(text, at: start + IndexRecord.text)
      code = .text
    case .empty?: code = .empty
    case .tooLarge?: code = .tooLarge
    case .notUTF8(let offset)?:
      put(UInt32(truncatingIfNeeded: offset), at: start + IndexRecord.text)
      code = .notUTF8
    case .unreadable?: return false
    }
    put(stamp, at: start + IndexRecord.captionStamp)
    records[start + IndexRecord.caption] = code.rawValue
    records[start + IndexRecord.captionTraits] = caption.traits.rawValue
    return true
  }

  /// Width and height as two 32-bit numbers; nil where they do not fit.
  private static func pair(_ size: PixelSize) -> UInt64? {
    guard let width = UInt32(exactly: size.width), let height = UInt32(exactly: size.height) else { return nil }
    return UInt64(width) | UInt64(height) << 32
  }

  private mutating func put(_ number: some FixedWidthInteger, at place: Int) {
    withUnsafeBytes(of: number.littleEndian) { source in
      records.withUnsafeMutableBytes { UnsafeMutableRawBufferPointer(rebasing: $0[place...]).copyMemory(from: source) }
    }
  }

  private mutating func put(_ stamp: FileStamp, at place: Int) {
    put(stamp.inode, at: place)
    put(stamp.size, at: place + 8)
    put(stamp.modified, at: place + 16)
    put(stamp.changed, at: place + 24)
  }

  private mutating func put(_ text: String, at place: Int) {
    put(UInt32(truncatingIfNeeded: heap.count), at: place)
    put(UInt32(text.utf8.count), at: place + 4)
    heap.append(contentsOf: text.utf8)
  }

  /// The bytes of the file; nil for an index without facts and one larger than `limit` bytes.
  func bytes(key: [UInt8], limit: Int) -> [UInt8]? {
    let size = FolderIndex.headerByteCount + key.count + records.count + listing.bytes.count + heap.count
    guard hasFacts, size <= min(limit, Int(UInt32.max)) else { return nil }
    var bytes: [UInt8] = []
    bytes.reserveCapacity(size)
    bytes += FolderIndex.magic
    for number in [0, size, key.count, count, listing.bytes.count] { Self.append(UInt64(number), to: &bytes) }
    let stamp = listing.stamp
    for number in [stamp.inode, UInt64(bitPattern: stamp.size), UInt64(bitPattern: stamp.modified)] {
      Self.append(number, to: &bytes)
    }
    Self.append(UInt64(bitPattern: stamp.changed), to: &bytes)
    bytes += key
    bytes += records
    bytes += listing.bytes
    bytes += heap
    var checksum: [UInt8] = []
    Self.append(FolderIndex.checksum(bytes), to: &checksum)
    bytes.replaceSubrange(8..<16, with: checksum)
    return bytes
  }

  private static func append(_ number: UInt64, to bytes: inout [UInt8]) {
    withUnsafeBytes(of: number.littleEndian) { bytes.append(contentsOf: $0) }
  }
}
