internal import Glibc
internal import Synchronization

/// The stamps of a folder's files, filled in by several threads, and how many files were read anew.
///
/// Unchecked: each image is handed to one thread, which alone sets its stamps; they are read after all threads ended.
final class StampTable: @unchecked Sendable {
  /// Image and caption files that were opened and can be stored.
  let fresh = Atomic<Int>(0)
  /// For each image and its caption, whether the file is as the index's record of the same number knows it.
  let unchanged: UnsafeMutableBufferPointer<Bool>
  private let stamps: UnsafeMutableBufferPointer<FileStamp>

  /// A table for `count` images without any stamps.
  init(count: Int) {
    unchanged = .allocate(capacity: count * 2)
    unchanged.initialize(repeating: false)
    // Zeros, which stand for no stamp, cost nothing before they are written to.
    let memory = calloc(max(1, count * 2), MemoryLayout<FileStamp>.stride)
    stamps = UnsafeMutableBufferPointer(
      start: memory?.bindMemory(to: FileStamp.self, capacity: count * 2), count: memory == nil ? 0 : count * 2)
  }

  deinit {
    unchanged.deallocate()
    free(stamps.baseAddress)
  }

  /// The stamp of an image file.
  func image(_ index: Int) -> FileStamp { stamp(index * 2) }
  /// The stamp of a caption file.
  func caption(_ index: Int) -> FileStamp { stamp(index * 2 + 1) }
  private func stamp(_ place: Int) -> FileStamp { stamps.indices.contains(place) ? stamps[place] : .none }

  /// Sets the stamp of an image file.
  func setImage(_ index: Int, _ stamp: FileStamp, isFresh: Bool) { set(index * 2, stamp, isFresh) }
  /// Sets the stamp of a caption file.
  func setCaption(_ index: Int, _ stamp: FileStamp, isFresh: Bool) { set(index * 2 + 1, stamp, isFresh) }

  private func set(_ place: Int, _ stamp: FileStamp, _ isFresh: Bool) {
    guard stamps.indices.contains(place) else { return }
    stamps[place] = stamp
    if isFresh { fresh.add(1, ordering: .relaxed) }
  }
}
