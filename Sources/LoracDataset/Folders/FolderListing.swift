internal import Glibc

/// The entries of one folder: names in one buffer, each ended by a zero byte.
struct FolderListing {
  /// What an entry is, as far as the folder itself tells.
  enum Kind: UInt8 {
    /// A regular file.
    case file
    /// A folder.
    case folder
    /// A symbolic link, or a kind that the file system does not tell.
    case unknown
    /// Pipe, socket, device.
    case special
  }

  /// Where a name stands in the buffer, and what it is.
  struct Entry {
    // Narrow, as there is one for each file of a large folder.
    private let narrowStart: UInt32
    private let narrowCount: UInt32
    let kind: Kind
    let standing: ImageExtensions.Standing

    fileprivate init?(start: Int, count: Int, kind: Kind, standing: ImageExtensions.Standing) {
      guard let start = UInt32(exactly: start), let count = UInt32(exactly: count) else { return nil }
      (narrowStart, narrowCount) = (start, count)
      self.kind = kind
      self.standing = standing
    }

    /// The first byte of the name.
    var start: Int { Int(narrowStart) }
    /// The number of its bytes.
    var count: Int { Int(narrowCount) }
  }

  /// All names, each followed by a zero.
  private(set) var bytes: [UInt8] = []
  /// The entries, in the order of the file system.
  private(set) var entries: [Entry] = []

  /// The bytes of an entry's name.
  func name(_ entry: Entry) -> ArraySlice<UInt8> { bytes[entry.start..<entry.start + entry.count] }

  /// Lists an open folder, which stays open; nil on an error, which `errno` tells.
  static func read(_ descriptor: Int32) -> FolderListing? {
    let copy = openat(descriptor, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard copy >= 0 else { return nil }
    guard let stream = fdopendir(copy) else {
      _ = close(copy)
      return nil
    }
    defer { closedir(stream) }
    guard let nameOffset = MemoryLayout<dirent>.offset(of: \.d_name) else { return nil }
    var listing = FolderListing()
    while true {
      errno = 0
      guard let entry = readdir(stream) else { return errno == 0 ? listing : nil }
      let name = UnsafeRawPointer(entry).advanced(by: nameOffset)
      let count = strlen(name.assumingMemoryBound(to: CChar.self))
      let bytes = UnsafeRawBufferPointer(start: name, count: count)
      guard listing.append(bytes, type: entry.pointee.d_type) else {
        errno = EOVERFLOW
        return nil
      }
    }
  }

  /// A listing without entries.
  init() {}

  /// A listing without entries that has room for some.
  init(entries: Int, bytes: Int) {
    self.entries.reserveCapacity(entries)
    self.bytes.reserveCapacity(bytes + entries)
  }

  /// Adds a regular file; false where the names became too many.
  mutating func append(file name: UnsafeRawBufferPointer, _ standing: ImageExtensions.Standing) -> Bool {
    append(name, .file, standing)
  }

  private mutating func append(
    _ name: UnsafeRawBufferPointer, _ kind: Kind, _ standing: ImageExtensions.Standing
  ) -> Bool {
    guard let entry = Entry(start: bytes.count, count: name.count, kind: kind, standing: standing) else { return false }
    entries.append(entry)
    bytes.append(contentsOf: name)
    bytes.append(0)
    return true
  }

  private mutating func append(_ name: UnsafeRawBufferPointer, type: UInt8) -> Bool {
    if name.count <= 2, name.allSatisfy({ $0 == UInt8(ascii: ".") }) { return true }
    let kind: Kind =
      switch Int(type) {
      case Int(DT_REG): .file
      case Int(DT_DIR): .folder
      case Int(DT_LNK), Int(DT_UNKNOWN): .unknown
      default: .special
      }
    return append(name, kind, ImageExtensions.standing(of: name))
  }

  /// The kind of an entry, links followed; nil where the link leads nowhere.
  func resolve(_ entry: Entry, in descriptor: Int32) -> Kind? {
    guard entry.kind == .unknown else { return entry.kind }
    var status = stat()
    guard withName(entry, { fstatat(descriptor, $0, &status, 0) }) == 0 else { return nil }
    switch status.st_mode & S_IFMT {
    case S_IFREG: return .file
    case S_IFDIR: return .folder
    default: return .special
    }
  }

  /// The stamp of a regular file on `device`, links followed; nil for anything else.
  func stamp(_ entry: Entry, in descriptor: Int32, device: UInt64) -> FileStamp? {
    guard entry.kind == .file || entry.kind == .unknown else { return nil }
    var status = stat()
    guard withName(entry, { fstatat(descriptor, $0, &status, 0) }) == 0 else { return nil }
    return FileStamp(status, device: device)
  }

  /// Calls a body with an entry's zero-terminated name; nil only for a listing without any name.
  func withName<Result>(_ entry: Entry, _ body: (UnsafePointer<CChar>) -> Result) -> Result? {
    bytes.withUnsafeBytes { buffer in
      // `append` ended every name with a zero.
      buffer.baseAddress.map { body($0.advanced(by: entry.start).assumingMemoryBound(to: CChar.self)) }
    }
  }

  /// Lists a folder of this folder; nil where that fails.
  func listFolder(_ entry: Entry, in descriptor: Int32) -> FolderListing? {
    let inner = withName(entry) { openat(descriptor, $0, O_RDONLY | O_DIRECTORY | O_CLOEXEC) } ?? -1
    guard inner >= 0 else { return nil }
    defer { _ = close(inner) }
    return FolderListing.read(inner)
  }

  /// Sorts entries as Python sorts their names.
  func sorted(_ entries: [Entry]) -> [Entry] {
    bytes.withUnsafeBytes { buffer in
      guard UTF8Check.firstInvalid(buffer) == nil else {
        return entries.sorted { PythonNameOrder.precedes(name($0), name($1)) }
      }
      // UTF-8 bytes order as code points do; names mostly differ within their first 16.
      var keyed = entries.map { entry in
        let name = UnsafeRawBufferPointer(rebasing: buffer[entry.start..<entry.start + entry.count])
        return (first: Self.key(name, 0), second: Self.key(name, 8), entry: entry)
      }
      keyed.sort { left, right in
        if left.first != right.first { return left.first < right.first }
        if left.second != right.second { return left.second < right.second }
        return name(left.entry).lexicographicallyPrecedes(name(right.entry))
      }
      return keyed.map(\.entry)
    }
  }

  /// Eight bytes of a name as a number that orders as they do; names hold no zero bytes.
  private static func key(_ name: UnsafeRawBufferPointer, _ offset: Int) -> UInt64 {
    if offset + 8 <= name.count {
      return UInt64(bigEndian: name.loadUnaligned(fromByteOffset: offset, as: UInt64.self))
    }
    var key: UInt64 = 0
    for index in offset..<offset + 8 { key = key << 8 | (index < name.count ? UInt64(name[index]) : 0) }
    return key
  }
}
