internal import CFileSystemStatus
internal import Glibc
internal import LoracHash

/// What an index must have been written for, to be used: folder, caption rules, user and program.
struct IndexPlace {
  /// Start of the names of index files.
  static let prefix = "dataset-"

  /// Everything that decides what a scan finds besides the files themselves, as bytes.
  let key: [UInt8]
  /// Name of the index file without suffix.
  let name: String
  /// Device of the folder; only files on it are indexed.
  let device: UInt64
  /// The folder's stamp before it is listed; none where the system tells no times.
  let stamp: FileStamp
  /// Files that changed at this time or later are not stored; nanoseconds since 1970.
  let oldest: Int64

  /// Magic numbers of file systems that live in this machine and give every change its time (statfs(2)).
  ///
  /// Others, of the network above all, may tell of a change later than they show it.
  private static let trustedFileSystems: Set<UInt32> = [
    0xEF53, 0x5846_5342, 0x9123_683E, 0xF2F5_2010, 0x0102_1994, 0x794C_7630, 0x2FC1_2FC1, 0xCA45_1A4E,
  ]

  /// The place for a folder; nil where the file system's times cannot be trusted.
  init?(_ descriptor: Int32, request: FolderRequest, oldest: Int64) {
    var system = statfs()
    var status = stat()
    guard fstatfs(descriptor, &system) == 0,
      Self.trustedFileSystems.contains(UInt32(truncatingIfNeeded: system.f_type)),
      fstat(descriptor, &status) == 0, let path = realpath(request.path, nil), let program = Self.program
    else { return nil }
    defer { free(path) }
    device = UInt64(status.st_dev)
    stamp = FileStamp(folder: status) ?? .none
    self.oldest = oldest
    // A zero ends each part, which no part contains.
    let folder = [
      String(cString: path), request.captionExtension, request.usesAllCaptionLines ? "lines" : "line", "\(geteuid())",
    ]
    var parts = folder + ["\(device)", "\(status.st_ino)", "\(getegid())"]
    parts += Self.groups.map { "\($0)" }
    // Another build may read files otherwise.
    parts.append(program)
    key = Self.bytes(parts)
    var hash = SHA256()
    hash.update(Self.bytes(folder))
    name = Self.prefix + hash.finalized().prefix(32)
  }

  private static func bytes(_ parts: [String]) -> [UInt8] { parts.flatMap { Array($0.utf8) + [0] } }

  /// Further groups of the process, which decide what it may read.
  private static var groups: [gid_t] {
    let count = getgroups(0, nil)
    guard count > 0 else { return [] }
    var groups = [gid_t](repeating: 0, count: Int(count))
    return getgroups(count, &groups) == count ? groups : []
  }

  /// The running program: its file's inode, size and times; nil where the system does not tell.
  private static var program: String? {
    var status = stat()
    guard stat("/proc/self/exe", &status) == 0, let stamp = FileStamp(status, device: UInt64(status.st_dev)) else {
      return nil
    }
    return "\(status.st_dev) \(stamp.inode) \(stamp.size) \(stamp.modified) \(stamp.changed)"
  }
}
