internal import Glibc

/// What the file system says about a regular file that changes whenever its content does.
struct FileStamp: Equatable {
  /// Bytes of a stored stamp.
  static let byteCount = 32
  /// No stamp: no file has inode 0.
  static let none = FileStamp(inode: 0, size: 0, modified: 0, changed: 0)

  /// Inode number; the device is that of the folder.
  var inode: UInt64
  /// Bytes.
  var size: Int64
  /// Last change of the content, in nanoseconds since 1970; programs can set it at will.
  var modified: Int64
  /// Last change of content, name or rights, in nanoseconds since 1970; programs cannot set it.
  var changed: Int64

  /// The stamp in a status; nil for anything but a regular file on `device`.
  init?(_ status: stat, device: UInt64) {
    guard status.st_mode & S_IFMT == S_IFREG, status.st_ino != 0, UInt64(status.st_dev) == device,
      let modified = Self.nanoseconds(status.st_mtim), let changed = Self.nanoseconds(status.st_ctim)
    else { return nil }
    self.init(inode: UInt64(status.st_ino), size: Int64(status.st_size), modified: modified, changed: changed)
  }

  /// The stamp of a folder, which changes whenever a name comes, goes or stands for another file.
  init?(folder status: stat) {
    guard status.st_mode & S_IFMT == S_IFDIR, status.st_ino != 0,
      let modified = Self.nanoseconds(status.st_mtim), let changed = Self.nanoseconds(status.st_ctim)
    else { return nil }
    self.init(inode: UInt64(status.st_ino), size: Int64(status.st_size), modified: modified, changed: changed)
  }

  init(inode: UInt64, size: Int64, modified: Int64, changed: Int64) {
    self.inode = inode
    self.size = size
    self.modified = modified
    self.changed = changed
  }

  /// The stamp of an open file.
  static func of(_ descriptor: Int32, device: UInt64) -> FileStamp? {
    var status = stat()
    return fstat(descriptor, &status) == 0 ? FileStamp(status, device: device) : nil
  }

  /// Whether both times lie before `moment`.
  func isOlder(than moment: Int64) -> Bool { inode != 0 && modified < moment && changed < moment }

  /// The time now, comparable with stamps; nil where there is no clock.
  static func now() -> Int64? {
    var time = timespec()
    return clock_gettime(CLOCK_REALTIME, &time) == 0 ? nanoseconds(time) : nil
  }

  private static func nanoseconds(_ time: timespec) -> Int64? {
    let (seconds, overflow) = Int64(time.tv_sec).multipliedReportingOverflow(by: 1_000_000_000)
    let (sum, sumOverflow) = seconds.addingReportingOverflow(Int64(time.tv_nsec))
    return overflow || sumOverflow ? nil : sum
  }
}
