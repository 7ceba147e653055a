/// Where each tensor of a scheduled graph lies in the arena, so that tensors which never live together share memory.
struct MemoryPlan: Sendable {
  /// For each lifetime the number at which it starts.
  let offsets: [Int]
  /// How many numbers the arena needs.
  let count: Int

  /// The numbers of a cache line, to which tensors are aligned.
  private static let alignment = 16

  /// A placed lifetime, small because thousands of them are moved about; memory is counted in cache lines.
  private struct Place {
    let start: Int
    let end: Int
    let first: Int32
    let last: Int32
  }

  /// Places the lifetimes by first fit, largest first.
  init(_ lifetimes: [Lifetime]) {
    var offsets = Array(repeating: 0, count: lifetimes.count)
    var placed: [Place] = []
    placed.reserveCapacity(lifetimes.count)
    var end = 0
    let order = lifetimes.indices.sorted {
      (lifetimes[$1].count, $0) < (lifetimes[$0].count, $1)
    }
    for index in order {
      let lifetime = lifetimes[index]
      let size = (lifetime.count + Self.alignment - 1) / Self.alignment
      let (first, last) = (Int32(lifetime.span.lowerBound), Int32(lifetime.span.upperBound))
      let start = Self.gap(of: size, first, last, placed)
      let place = Place(start: start, end: start + size, first: first, last: last)
      offsets[index] = start * Self.alignment
      placed.insert(place, at: Self.position(of: start, in: placed))
      end = max(end, place.end * Self.alignment)
    }
    self.offsets = offsets
    count = end
  }

  /// The lowest start of `size` cache lines that nothing occupies from `first` to `last`; `placed` is sorted by start.
  private static func gap(of size: Int, _ first: Int32, _ last: Int32, _ placed: [Place]) -> Int {
    var start = 0
    for place in placed where place.first <= last && first <= place.last {
      if place.start >= start + size { break }
      start = max(start, place.end)
    }
    return start
  }

  private static func position(of start: Int, in placed: [Place]) -> Int {
    var (low, high) = (0, placed.count)
    while low < high {
      let middle = (low + high) / 2
      if placed[middle].start < start { low = middle + 1 } else { high = middle }
    }
    return low
  }
}
