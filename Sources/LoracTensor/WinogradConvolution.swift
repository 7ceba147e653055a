internal import CLoracKernels

/// A 3×3 convolution of stride 1 and padding 1 by Winograd's minimal filtering, a quarter of the direct products.
///
/// Tiles of the source are transformed once; weights are transformed block by block of the result's channels, and for each
/// of the 36 parts one product of matrices follows. Worth it where there are many pixels: each block of weights is
/// converted, transformed and packed whatever the number of tiles.
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
  private let tiles: Int
  /// Channels that are read and written.
  private let depth: Int
  private let width: Int
  private let tileBlock: Int
  private let widthBlock: Int
  private let workers: Int

  private static let parts = 36
  /// Numbers of transformed source, weights and products that are in memory at once.
  private static let sourceLimit = 9 << 20
  private static let weightLimit = 4 << 20
  private static let productLimit = 3 << 20

  /// A convolution of `pictures` pictures of `size`; nil where the direct way is better.
  package init?(_ weight: FrozenMatrix, _ direction: Direction, size: PixelSize, pictures: Int, workers: Int) {
    tiles = pictures * ((size.height + 3) / 4) * ((size.width + 3) / 4)
    guard weight.taps == 9, tiles >= 16, weight.inputs >= 16, weight.outputs >= 16 else { return nil }
    self.weight = weight
    self.direction = direction
    self.size = size
    self.workers = workers
    (depth, width) = direction == .forward ? (weight.inputs, weight.outputs) : (weight.outputs, weight.inputs)
    let widths = Self.blocks(width, limit: max(16, Self.weightLimit / (Self.parts * depth)))
    widthBlock = widths
    let limit = min(Self.sourceLimit / (Self.parts * depth), Self.productLimit / (Self.parts * widths))
    tileBlock = Self.blocks(tiles, limit: max(16, limit))
  }

  /// The length of even blocks of at most `limit`.
  private static func blocks(_ length: Int, limit: Int) -> Int {
    let count = (length + limit - 1) / limit
    return (length + count - 1) / count
  }

  private var sourceCount: Int { Self.parts * tileBlock * depth }
  private var weightCount: Int { Self.parts * widthBlock * depth }
  private var productCount: Int { Self.parts * tileBlock * widthBlock }
  /// The channels of a block that one worker transforms.
  private var share: Int { (widthBlock + workers - 1) / workers }
  private var panelCount: Int { 9 * share * depth }

  /// The numbers of scratch that `run` needs.
  package var scratchCount: Int { sourceCount + weightCount + productCount + workers * panelCount }

  /// result = beta · result + convolution of `source`.
  ///
  /// - Shape: source [pictures · height · width, depth], result [pictures · height · width, width].
  package func run(
    _ source: FloatRegion, beta: Float, into result: Matrix, _ workers: Workers, scratch: FloatRegion
  ) {
    precondition(source.count == result.rows * depth && result.columns == width, "pictures of the planned size")
    var rest = scratch
    func take(_ count: Int) -> FloatRegion {
      defer { rest = rest[count..<rest.count] }
      return rest[0..<count]
    }
    let (transformed, weights, products) = (take(sourceCount), take(weightCount), take(productCount))
    let panels = take(self.workers * panelCount)
    for tile in stride(from: 0, to: tiles, by: tileBlock) {
      let range = tile..<min(tiles, tile + tileBlock)
      transformSource(source, range, into: transformed, workers)
      for first in stride(from: 0, to: width, by: widthBlock) {
        let channels = first..<min(width, first + widthBlock)
        transformWeights(channels, into: weights, panels: panels, workers)
        multiply(range.count, channels.count, transformed, weights, into: products, workers)
        transformResult(products, range, channels, beta: beta, into: result, workers)
      }
    }
  }

  private func transformSource(
    _ source: FloatRegion, _ range: Range<Int>, into result: FloatRegion, _ workers: Workers
  ) {
    workers.split(range.count) { part in
      lorac_winograd_source(
        source.base, size.height, size.width, depth, range.lowerBound + part.lowerBound,
        range.lowerBound + part.upperBound, result.base + part.lowerBound * depth, range.count * depth)
    }
  }

  /// The parts of a block of channels, one for each worker.
  private func pieces(_ count: Int) -> [Range<Int>] {
    stride(from: 0, to: count, by: share).map { $0..<min(count, $0 + share) }
  }

  /// Each piece becomes [36][piece, depth] forward and [36][depth, piece] backward.
  private func transformWeights(
    _ channels: Range<Int>, into result: FloatRegion, panels: FloatRegion, _ workers: Workers
  ) {
    let pieces = pieces(channels.count)
    workers.parts(pieces.count) { index, worker in
      let piece = pieces[index]
      let range = channels.lowerBound + piece.lowerBound..<channels.lowerBound + piece.upperBound
      let panel = panels[worker * panelCount..<(worker + 1) * panelCount]
      let target = result.base + Self.parts * piece.lowerBound * depth
      let stride = piece.count * depth
      switch direction {
      case .forward:
        let converted = weight.convert(outputs: range, into: panel)
        for row in 0..<piece.count {
          lorac_winograd_weights(
            converted.rows(row..<row + 1).region.base, depth, depth, false, target + row * depth, stride)
        }
      case .backward:
        _ = weight.convert(inputs: range, into: panel)
        lorac_winograd_weights(panel.base, stride, stride, true, target, stride)
      }
    }
  }

  private func multiply(
    _ tiles: Int, _ channels: Int, _ source: FloatRegion, _ weights: FloatRegion, into products: FloatRegion,
    _ workers: Workers
  ) {
    let pieces = pieces(channels)
    workers.parts(Self.parts * pieces.count) { index, _ in
      let (part, piece) = (index / pieces.count, pieces[index % pieces.count])
      let start = Self.parts * piece.lowerBound * depth + part * piece.count * depth
      let b = weights[start..<start + piece.count * depth]
      let a = source[part * tiles * depth..<(part + 1) * tiles * depth].matrix(rows: tiles)
      let c = products[part * tiles * channels..<(part + 1) * tiles * channels].matrix(rows: tiles).columns(piece)
      let right = direction == .forward ? b.matrix(rows: piece.count).transposed : b.matrix(rows: depth)
      LoracTensor.multiply(a, right, into: c)
    }
  }

  private func transformResult(
    _ products: FloatRegion, _ range: Range<Int>, _ channels: Range<Int>, beta: Float, into result: Matrix,
    _ workers: Workers
  ) {
    let target = result.columns(channels)
    workers.split(range.count) { part in
      lorac_winograd_result(
        products.base + part.lowerBound * channels.count, range.count * channels.count, channels.count, size.height,
        size.width, range.lowerBound + part.lowerBound, range.lowerBound + part.upperBound, beta, target.region.base,
        target.stride)
    }
  }
}
