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

  /// Where a name stands in the buffer, and its kind.
  struct Entry {
    var start: Int
    var count: Int
    var kind: Kind
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
      listing.append(UnsafeRawBufferPointer(start: name, count: count), type: entry.pointee.d_type)
    }
  }

  private mutating func append(_ name: UnsafeRawBufferPointer, type: UInt8) {
    if name.elementsEqual([0x2E]) || name.elementsEqual([0x2E, 0x2E]) { return }
    let kind: Kind =
      switch Int(type) {
      case Int(DT_REG): .file
      case Int(DT_DIR): .folder
      case Int(DT_LNK), Int(DT_UNKNOWN): .unknown
      default: .special
      }
    entries.append(Entry(start: bytes.count, count: name.count, kind: kind))
    bytes.append(contentsOf: name)
    bytes.append(0)
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
      let isText = UTF8Check.firstInvalid(buffer) == nil
      return entries.sorted { left, right in
        guard isText else { return PythonNameOrder.precedes(name(left), name(right)) }
        // UTF-8 bytes order as code points do.
        let leftBytes = UnsafeRawBufferPointer(rebasing: buffer[left.start..<left.start + left.count])
        let rightBytes = UnsafeRawBufferPointer(rebasing: buffer[right.start..<right.start + right.count])
        return leftBytes.lexicographicallyPrecedes(rightBytes)
      }
    }
  }
}
