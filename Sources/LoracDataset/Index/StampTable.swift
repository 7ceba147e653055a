internal import Glibc
internal import Synchronization

/// The stamps of a folder's files, filled in by several threads, and how many files were read anew.
///
/// Unchecked: each image is handed to one thread, which alone sets its stamps; they are read after all threads ended.
final class StampTable: @unchecked Sendable {
  /// Image and caption files that were opened and can be stored.
  let fresh = Atomic<Int>(0)
  private let stamps: UnsafeMutableBufferPointer<FileStamp>

  /// A table for `count` images without any stamps.
  init(count: Int) {
    stamps = .allocate(capacity: count * 2)
    stamps.initialize(repeating: .none)
  }

  deinit { stamps.deallocate() }

  /// The stamp of an image file.
  func image(_ index: Int) -> FileStamp { stamps[index * 2] }
  /// The stamp of a caption file.
  func caption(_ index: Int) -> FileStamp { stamps[index * 2 + 1] }

  /// Sets the stamp of an image file.
  func setImage(_ index: Int, _ stamp: FileStamp, isFresh: Bool) { set(index * 2, stamp, isFresh) }
  /// Sets the stamp of a caption file.
  func setCaption(_ index: Int, _ stamp: FileStamp, isFresh: Bool) { set(index * 2 + 1, stamp, isFresh) }

  private func set(_ place: Int, _ stamp: FileStamp, _ isFresh: Bool) {
    stamps[place] = stamp
    if isFresh { fresh.add(1, ordering: .relaxed) }
  }
}
