internal import Glibc

/// Memory in large pages, which the kernel hands out some hundred times faster than as many small ones.
package enum LargePages {
  private static let size = UInt(1 << 21)

  /// Asks for large pages behind memory that was not touched yet; those at its ends stay small.
  package static func prefer(_ memory: UnsafeMutableRawBufferPointer) {
    let start = UInt(bitPattern: memory.baseAddress)
    let end = (start + UInt(memory.count)) & ~(size - 1)
    let first = (start + size - 1) & ~(size - 1)
    // Only advice: without it everything works as before.
    if first < end { _ = madvise(UnsafeMutableRawPointer(bitPattern: first), Int(end - first), MADV_HUGEPAGE) }
  }
}
