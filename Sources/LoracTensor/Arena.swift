import CLoracKernels
import Glibc

/// One allocation of float32 numbers for everything a graph computes; freed with the last reference to it or to a region of it.
///
/// Pages count as used only once something was written to them; a new arena reads as zeros.
package final class Arena: @unchecked Sendable {
  private var base: UnsafeMutableRawPointer
  private var byteCount: Int
  /// How many numbers there is room for.
  package private(set) var count: Int

  /// Room for `count` numbers; throws `OutOfMemory` if the system does not give it.
  package init(count: Int) throws(OutOfMemory) {
    self.count = count
    byteCount = Self.byteCount(of: count)
    let address = mmap(nil, byteCount, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0)
    guard let address, address != MAP_FAILED else { throw OutOfMemory(byteCount: byteCount) }
    base = address
    preferLargePages()
  }

  /// Makes room for `count` numbers if there is less; throws `OutOfMemory`, and then nothing has changed.
  ///
  /// What was written stays, and so do its pages: the system need not clear new ones. If a region still refers to the
  /// arena, a new one takes its place, as the region must not move.
  package static func grow(_ arena: inout Arena, to count: Int) throws(OutOfMemory) {
    guard count > arena.count else { return }
    guard isKnownUniquelyReferenced(&arena) else {
      arena = try Arena(count: count)
      return
    }
    let byteCount = byteCount(of: count)
    guard let address = lorac_resize_mapping(arena.base, arena.byteCount, byteCount) else {
      throw OutOfMemory(byteCount: byteCount)
    }
    (arena.base, arena.byteCount, arena.count) = (address, byteCount, count)
    arena.preferLargePages()
  }

  private static func byteCount(of count: Int) -> Int { max(count, 1) * MemoryLayout<Float>.stride }

  /// Large pages cost a fraction of the faults; the first step touches everything.
  private func preferLargePages() {
    if byteCount >= 1 << 22 { madvise(base, byteCount, MADV_HUGEPAGE) }
  }

  deinit { munmap(base, byteCount) }

  /// The numbers of `range`; they keep the arena alive.
  package func region(_ range: Range<Int>) -> FloatRegion {
    precondition(range.lowerBound >= 0 && range.upperBound <= count, "a range beyond the arena")
    let start = base.assumingMemoryBound(to: Float.self) + range.lowerBound
    return FloatRegion(base: start, count: range.count, owner: self)
  }

  /// The whole arena.
  package var all: FloatRegion { region(0..<count) }
}

/// The system has no room for an allocation.
package struct OutOfMemory: Error, Hashable {
  /// How many bytes were asked for.
  package let byteCount: Int

  /// No room for `byteCount` bytes.
  package init(byteCount: Int) { self.byteCount = byteCount }
}
