internal import CLoracKernels

/// A 3×3 convolution of stride 1 and padding 1 by Winograd's minimal filtering, a quarter of the direct products.
///
/// The source's tiles are transformed first. Then a panel of weights is transformed for some channels in the nearest cache and
/// multiplied with a block of tiles at once, so that transformed weights never reach the memory.
package struct WinogradConvolution: Sendable {
  /// Forward, or the gradient of the input.
  package enum Direction: Sendable, Hashable {
    /// Reads inputs, writes outputs.
    case forward
    /// Reads the outputs' gradient, writes the inputs'.
    case backward
  }

  private let weight: FrozenMatrix
  private let direction: Direction
  private let size: PixelSize
  private let level: PanelLevel
  private let workers: Int
  private let tiles: Int
  /// Channels that are read and written.
  private let depth: Int
  private let width: Int
  /// Tiles that are multiplied with a panel at once, and blocks of them that are transformed at once.
  private let tileBlock: Int
  private let groupBlocks: Int

  private static let parts = 36
  /// The most tiles of a block: their products should stay in a processor's second cache beside a panel.
  private static let tileLimit = 64
  /// Numbers of transformed source that are in memory at once, unless one block has more.
  private static let sourceLimit = 4 << 20

  /// A convolution of `pictures` pictures of `size`; nil where the direct way is better.
  package init?(_ weight: FrozenMatrix, _ direction: Direction, size: PixelSize, pictures: Int, workers: Int) {
    self.init(weight, direction, size: size, pictures: pictures, workers: workers, level: .best)
  }

  init?(
    _ weight: FrozenMatrix, _ direction: Direction, size: PixelSize, pictures: Int, workers: Int, level: PanelLevel
  ) {
    tiles = pictures * Self.tiles(size)
    guard weight.taps == 9, weight.inputs >= 16, weight.outputs >= 16 else { return nil }
    // For each pair of channels the transformation of its weights costs about as much as 160 products.
    guard Self.parts * tiles + 160 < 9 * pictures * size.count else { return nil }
    self.weight = weight
    self.direction = direction
    self.size = size
    self.workers = workers
    self.level = level
    (depth, width) = direction == .forward ? (weight.inputs, weight.outputs) : (weight.outputs, weight.inputs)
    let blocks = (tiles + Self.tileLimit - 1) / Self.tileLimit
    tileBlock = (tiles + blocks - 1) / blocks
    groupBlocks = max(1, min(blocks, Self.sourceLimit / (Self.parts * tileBlock * depth)))
  }

  private static func tiles(_ size: PixelSize) -> Int { (size.height + 3) / 4 * ((size.width + 3) / 4) }

  /// Transformed numbers of one block; its channels are filled up to whole blocks of channels.
  private var blockCount: Int {
    let channels = Int(LORAC_WINOGRAD_CHANNELS)
    return (depth + channels - 1) / channels * lorac_winograd_count(tileBlock * channels)
  }
  private var productCount: Int { lorac_winograd_count(tileBlock * PanelLevel.widest) }
  private var workerCount: Int { productCount + lorac_winograd_scratch() }

  /// The numbers of scratch that `run` needs.
  package var scratchCount: Int { groupBlocks * blockCount + workers * workerCount }

  /// result = beta · result + bias + convolution of `source`.
  ///
  /// - Shape: source [pictures · height · width, depth], result [pictures · height · width, width].
  package func run(
    _ source: FloatRegion, bias: FrozenVector? = nil, beta: Float, into result: Matrix, _ workers: Workers,
    scratch: FloatRegion
  ) {
    precondition(source.count == result.rows * depth && result.columns == width, "pictures of the planned size")
    precondition(result.rows / size.count * Self.tiles(size) == tiles, "as many pictures as planned")
    precondition(workers.count <= self.workers && bias.map { $0.count == width } ?? true, "as planned")
    let (transformed, rest) = scratch[0..<scratchCount].divided(at: groupBlocks * blockCount)
    let blocks = stride(from: 0, to: tiles, by: tileBlock).map { $0..<min(tiles, $0 + tileBlock) }
    for first in stride(from: 0, to: blocks.count, by: groupBlocks) {
      let group = Array(blocks[first..<min(blocks.count, first + groupBlocks)])
      transform(source, group, into: transformed, workers)
      let panels = (width + level.width - 1) / level.width
      workers.parts(group.count * panels) { item, worker in
        let (block, panel) = (item % group.count, item / group.count)
        let channels = panel * level.width..<min(width, (panel + 1) * level.width)
        multiply(
          transformed[block * blockCount..<(block + 1) * blockCount], group[block], channels, bias: bias, beta: beta,
          into: result, scratch: rest[worker * workerCount..<(worker + 1) * workerCount])
      }
    }
  }

  private func transform(
    _ source: FloatRegion, _ group: [Range<Int>], into result: FloatRegion, _ workers: Workers
  ) {
    for (index, tiles) in group.enumerated() {
      workers.split(tiles.count) { part in
        lorac_winograd_source(
          source.base, size.height, size.width, depth, tiles.lowerBound + part.lowerBound,
          tiles.lowerBound + part.upperBound, tiles.lowerBound, tiles.count, result.base + index * blockCount)
      }
    }
  }

  private func multiply(
    _ transformed: FloatRegion, _ tiles: Range<Int>, _ channels: Range<Int>, bias: FrozenVector?, beta: Float,
    into result: Matrix, scratch: FloatRegion
  ) {
    let (products, room) = scratch.divided(at: productCount)
    var weights = weight.kernelWeights
    lorac_winograd_multiply(
      level.kernelLevel, &weights, direction == .backward, channels.lowerBound, channels.upperBound, transformed.base,
      tiles.count, products.base, room.base)
    let target = result.columns(channels)
    lorac_winograd_result(
      products.base, level.width, channels.count, size.height, size.width, tiles.lowerBound, tiles.upperBound,
      bias.map { UnsafePointer($0.base + channels.lowerBound) }, beta, target.region.base, target.stride)
  }
}
