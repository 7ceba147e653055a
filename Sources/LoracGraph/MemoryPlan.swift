/// Where each tensor of a scheduled graph lies in the arena, so that tensors which never live together share memory.
struct MemoryPlan: Sendable {
  /// For each lifetime the number at which it starts.
  let offsets: [Int]
  /// How many numbers the arena needs.
  let count: Int

  /// The numbers of a cache line, to which tensors are aligned.
  private static let alignment = 16

  /// Places the lifetimes by first fit, largest first.
  init(_ lifetimes: [Lifetime]) {
    var offsets = Array(repeating: 0, count: lifetimes.count)
    var placed: [(range: Range<Int>, span: ClosedRange<Int>)] = []
    var end = 0
    let order = lifetimes.indices.sorted {
      (lifetimes[$1].count, $0) < (lifetimes[$0].count, $1)
    }
    for index in order {
      let lifetime = lifetimes[index]
      let size = (lifetime.count + Self.alignment - 1) / Self.alignment * Self.alignment
      let others = placed.filter { $0.span.overlaps(lifetime.span) }
      let start = Self.gap(of: size, between: others.map(\.range))
      offsets[index] = start
      let at = Self.position(of: start, in: placed)
      placed.insert((start..<start + size, lifetime.span), at: at)
      end = max(end, start + size)
    }
    self.offsets = offsets
    count = end
  }

  /// The lowest start of `size` free numbers between ranges that are sorted by their start.
  private static func gap(of size: Int, between ranges: [Range<Int>]) -> Int {
    var start = 0
    for range in ranges {
      if range.lowerBound >= start + size { break }
      start = max(start, range.upperBound)
    }
    return start
  }

  private static func position(of start: Int, in placed: [(range: Range<Int>, span: ClosedRange<Int>)]) -> Int {
    var (low, high) = (0, placed.count)
    while low < high {
      let middle = (low + high) / 2
      if placed[middle].range.lowerBound < start { low = middle + 1 } else { high = middle }
    }
    return low
  }
}
