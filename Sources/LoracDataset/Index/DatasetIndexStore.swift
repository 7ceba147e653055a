internal import Glibc
internal import LoracParallel

/// Where scans of large folders leave what they found, so that the next scan opens only files that changed.
///
/// One file per folder, extension and user, outside the dataset. A stored fact counts only while inode, size, times of
/// modification and change of its file are the same; files that changed within two seconds before a scan are not
/// stored, since they could change again without a new time (as git treats its index). Whatever fails is left out in
/// silence: without an index everything is read.
package struct DatasetIndexStore: Sendable {
  /// Smaller folders are read within milliseconds and are not indexed.
  package static let minimumCount = 1024
  /// Larger index files are neither read nor written, in bytes.
  package static let sizeLimit = 1 << 29
  /// The oldest index files beyond this number are deleted.
  package static let fileLimit = 64
  /// Files changed later than this before a scan are not stored, in nanoseconds.
  package static let racyMargin: Int64 = 2_000_000_000
  private static let suffix = ".index"

  private let folder: String
  /// Folders with fewer images are not indexed.
  let minimumCount: Int
  private let racyMargin: Int64

  /// A store in a folder that is made when needed, with the folder above it.
  ///
  /// - Parameters:
  ///   - folder: Absolute path of the cache folder, for nothing else than indexes.
  ///   - minimumCount: Folders with fewer images are not indexed.
  ///   - racyMargin: Files changed later than this before a scan are not stored, in nanoseconds.
  package init(
    folder: String, minimumCount: Int = DatasetIndexStore.minimumCount,
    racyMargin: Int64 = DatasetIndexStore.racyMargin
  ) {
    self.folder = folder
    self.minimumCount = minimumCount
    self.racyMargin = racyMargin
  }

  /// The place for the index of an open folder, if it has images enough; nil where none can be kept.
  func place(_ descriptor: Int32, request: FolderRequest) -> IndexPlace? {
    guard let start = FileStamp.now() else { return nil }
    return IndexPlace(descriptor, request: request, oldest: start - racyMargin)
  }

  private func path(_ place: IndexPlace) -> String { "\(folder)/\(place.name)\(Self.suffix)" }

  /// The index at a place; nil if there is none that can be used.
  func load(_ place: IndexPlace) -> FolderIndex? {
    let descriptor = open(path(place), O_RDONLY | O_CLOEXEC | O_NOCTTY | O_NONBLOCK)
    guard descriptor >= 0 else { return nil }
    defer { _ = close(descriptor) }
    var status = stat()
    // Facts that someone else wrote are not believed.
    guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG, status.st_uid == geteuid(),
      status.st_mode & (S_IWGRP | S_IWOTH) == 0, status.st_size <= Self.sizeLimit
    else { return nil }
    let size = Int(status.st_size)
    let bytes = [UInt8](unsafeUninitializedCapacity: size) { buffer, count in
      LargePages.prefer(UnsafeMutableRawBufferPointer(buffer))
      while count < size {
        let more = read(descriptor, buffer.baseAddress?.advanced(by: count), size - count)
        if more < 0 && errno == EINTR { continue }
        if more <= 0 { break }
        count += more
      }
    }
    return FolderIndex(bytes, key: place.key)
  }

  /// Stores an index; a reader sees the old file or the new one, whole.
  func save(_ writer: FolderIndexWriter, at place: IndexPlace) {
    guard let bytes = writer.bytes(key: place.key, limit: Self.sizeLimit) else { return }
    if let slash = folder.lastIndex(of: "/"), slash > folder.startIndex { _ = mkdir(String(folder[..<slash]), 0o700) }
    _ = mkdir(folder, 0o700)
    let target = path(place)
    var template = Array("\(target).XXXXXX".utf8CString)
    let isWritten = template.withUnsafeMutableBufferPointer { name in
      // Readable for its owner alone.
      guard let name = name.baseAddress, case let descriptor = mkstemp(name), descriptor >= 0 else { return false }
      let isWhole = Self.write(bytes, to: descriptor)
      // No fsync: after a crash the checksum tells.
      if close(descriptor) == 0, isWhole, rename(name, target) == 0 { return true }
      _ = unlink(name)
      return false
    }
    if isWritten { removeOldest() }
  }

  private static func write(_ bytes: [UInt8], to descriptor: Int32) -> Bool {
    bytes.withUnsafeBytes { buffer in
      var written = 0
      while written < buffer.count {
        let count = Glibc.write(descriptor, buffer.baseAddress?.advanced(by: written), buffer.count - written)
        if count < 0 && errno == EINTR { continue }
        if count <= 0 { return false }
        written += count
      }
      return true
    }
  }

  /// Keeps the cache folder small: deletes the oldest indexes, and what interrupted runs left.
  private func removeOldest() {
    let descriptor = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard descriptor >= 0 else { return }
    defer { _ = close(descriptor) }
    guard let listing = FolderListing.read(descriptor), listing.entries.count > Self.fileLimit else { return }
    var found: [(entry: FolderListing.Entry, modified: Int64)] = []
    for entry in listing.entries where listing.name(entry).starts(with: Array(IndexPlace.prefix.utf8)) {
      var status = stat()
      guard listing.withName(entry, { fstatat(descriptor, $0, &status, AT_SYMLINK_NOFOLLOW) }) == 0 else { continue }
      found.append((entry, Int64(status.st_mtim.tv_sec)))
    }
    found.sort { $0.modified > $1.modified }
    for old in found.dropFirst(Self.fileLimit) { _ = listing.withName(old.entry) { unlinkat(descriptor, $0, 0) } }
  }
}
