internal import Glibc

/// Owns the memory behind weights: a mapped file, or bytes of its own; freed when the last tensor lets go of it.
///
/// Never written to after it is made, hence safe to share between threads. The mapping is private and read only, so
/// the file cannot be changed through it.
///
/// **A mapped file must stay as it is.** If another program truncates it, the next access to a lost page ends the process
/// with SIGBUS; nothing in the file system prevents that (writing a new file and renaming it over the old one, as
/// downloads and lorac do, is harmless). Reading gigabytes into memory instead would cost more than it protects: saved
/// states are complete at any moment, so such a run resumes. ``isUnchanged`` tells before it comes to that.
package final class WeightStorage: Sendable {
  /// The bytes; valid as long as this object.
  nonisolated(unsafe) let bytes: UnsafeRawBufferPointer
  private let stamp: FileStamp?

  /// Where a tensor's data begins in memory, in bytes, so that vector instructions can load it.
  static let alignment = 64

  /// Takes over a mapping and an open descriptor of its file.
  init(mapped bytes: UnsafeRawBufferPointer, descriptor: Int32) {
    self.bytes = bytes
    stamp = FileStamp(descriptor: descriptor)
  }

  /// Makes memory of `byteCount` bytes and lets `fill` write all of them.
  init(byteCount: Int, fill: (UnsafeMutableRawBufferPointer) -> Void) {
    let memory = UnsafeMutableRawBufferPointer.allocate(byteCount: max(byteCount, 1), alignment: Self.alignment)
    fill(UnsafeMutableRawBufferPointer(rebasing: memory[..<byteCount]))
    bytes = UnsafeRawBufferPointer(rebasing: memory[..<byteCount])
    stamp = nil
  }

  deinit {
    guard let stamp else { return bytes.deallocate() }
    munmap(UnsafeMutableRawPointer(mutating: bytes.baseAddress), bytes.count)
    close(stamp.descriptor)
  }

  /// Takes the pages that hold any of `range` out of this process's memory; nothing happens to memory of its own.
  ///
  /// What is read later comes from the file again, usually from the system's cache of it.
  func releasePages(_ range: Range<Int>) {
    guard stamp != nil, let base = bytes.baseAddress, !range.isEmpty else { return }
    let page = sysconf(Int32(_SC_PAGESIZE))
    let start = range.lowerBound / page * page
    madvise(UnsafeMutableRawPointer(mutating: base + start), range.upperBound - start, MADV_DONTNEED)
  }

  /// Whether the mapped file has still the size and time of change that it had; true for memory of its own.
  var isUnchanged: Bool { stamp?.isCurrent ?? true }

  private struct FileStamp: Sendable {
    let descriptor: Int32
    private let byteCount: Int
    private let seconds: Int
    private let nanoseconds: Int

    init(descriptor: Int32) {
      self.descriptor = descriptor
      (byteCount, seconds, nanoseconds) = Self.read(descriptor)
    }

    var isCurrent: Bool { Self.read(descriptor) == (byteCount, seconds, nanoseconds) }

    private static func read(_ descriptor: Int32) -> (Int, Int, Int) {
      var status = stat()
      guard fstat(descriptor, &status) == 0 else { return (-1, 0, 0) }
      return (Int(status.st_size), status.st_mtim.tv_sec, status.st_mtim.tv_nsec)
    }
  }
}
