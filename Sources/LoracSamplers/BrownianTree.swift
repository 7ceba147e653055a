internal import Glibc
internal import LoracRandom

/// A Brownian motion that a seed determines, whatever is asked of it in whatever order.
///
/// torchsde's `BrownianTree` (`BrownianInterval` with halves, times rounded to six decimals, and a pool of 24 words), which
/// k-diffusion and diffusers take the noise of their SDE samplers from. Every interval is cut in half; the half's share
/// is the bridge's mean plus noise whose seed comes from the place in the tree.
struct BrownianTree {
  private static let poolSize = 24
  private let seed: UInt64
  private let root: Node

  private struct Node {
    var start: Double
    var end: Double
    var key: UInt32
    var depth: UInt32
    var increment: [Float]
  }

  /// A motion of `count` independent numbers over `start` to `end`, which is above it.
  init(from start: Double, to end: Double, count: Int, seed: Int) {
    self.seed = UInt64(bitPattern: Int64(seed))
    let states = SeedSequence(entropy: self.seed, poolSize: Self.poolSize).state(3)
    var generator = TorchGenerator(seed: Int(states[0]))
    let width = Float((end - start).squareRoot())
    root = Node(
      start: Self.rounded(start), end: Self.rounded(end), key: 0, depth: 0,
      increment: generator.normal(count: count).map { width * $0 })
  }

  /// How much the motion changes from one place to a later one; places beyond the ends count as the ends.
  func increment(from start: Double, to end: Double) -> [Float] {
    let first = Self.rounded(min(max(start, root.start), root.end))
    let last = Self.rounded(min(max(end, root.start), root.end))
    var total: [Float]?
    if first < last { add(root, first, last, to: &total) }
    return total ?? [Float](repeating: 0, count: root.increment.count)
  }

  /// Adds up the largest intervals of the tree that make up `start` to `end`.
  private func add(_ node: Node, _ start: Double, _ end: Double, to total: inout [Float]?) {
    if start == node.start && end == node.end {
      total = total.map { mixed(1, $0, 1, node.increment) } ?? node.increment
      return
    }
    let (left, right) = halves(of: node)
    if start < left.end { add(left, start, min(end, left.end), to: &total) }
    if end > right.start { add(right, max(start, right.start), end, to: &total) }
  }

  private func halves(of node: Node) -> (left: Node, right: Node) {
    let middle = Self.rounded(0.5 * (node.end + node.start))
    let states = SeedSequence(entropy: seed, key: [node.key, node.depth], poolSize: Self.poolSize).state(4)
    var generator = TorchGenerator(seed: Int(states[0]))
    let reciprocal = 1 / (node.end - node.start)
    let (before, after) = (middle - node.start, node.end - middle)
    let deviation = Float((before * after * reciprocal).squareRoot())
    let noise = generator.normal(count: node.increment.count)
    let left = zip(node.increment, noise).map { whole, noise in
      Float(before) * whole * Float(reciprocal) + deviation * noise
    }
    let right = mixed(1, node.increment, -1, left)
    return (
      Node(start: node.start, end: middle, key: 2 * node.key, depth: node.depth + 1, increment: left),
      Node(start: middle, end: node.end, key: 2 * node.key + 1, depth: node.depth + 1, increment: right)
    )
  }

  /// Python's `round(value, 6)`: the exact value decides, also where the product with a million is rounded to a tie.
  static func rounded(_ value: Double) -> Double {
    let million = 1e6
    let product = value * million
    let rest = fma(value, million, -product)
    var whole = rint(product)
    if abs(product - whole) == 0.5 && rest != 0 { whole = rest > 0 ? ceil(product) : floor(product) }
    return whole / million
  }
}
