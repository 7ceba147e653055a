internal import CLoracKernels

/// A convolution as a product of matrices whose rows are the patches of a picture, none of which is ever gathered: the
/// kernels read each tap's pixel where it is.
package struct DirectConvolution: Sendable {
  private let weight: FrozenMatrix
  private let patches: Patches
  private let workers: Int
  private let rows: Int
  private let level: PanelLevel

  /// Rows of the result whose taps' places are in memory at once, and rows whose gradients by tap are.
  private static let (forwardRows, backwardRows) = (4096, 256)

  /// A convolution of `pictures` pictures.
  package init(_ weight: FrozenMatrix, _ patches: Patches, pictures: Int, workers: Int) {
    self.init(weight, patches, pictures: pictures, workers: workers, level: .best)
  }

  init(_ weight: FrozenMatrix, _ patches: Patches, pictures: Int, workers: Int, level: PanelLevel) {
    precondition(weight.taps == patches.taps, "weights for each tap")
    self.weight = weight
    self.patches = patches
    self.workers = workers
    self.level = level
    rows = pictures * patches.result.count
  }

  private var width: Int { level.width }
  private var placeCount: Int { min(rows, Self.forwardRows) * weight.taps }
  private var backwardPlaceCount: Int { min(rows, Self.backwardRows) * weight.taps }
  private var gradientCount: Int { backwardPlaceCount * PanelLevel.widest }

  /// The numbers of scratch that `project` and `projectBack` need.
  package var scratchCount: Int {
    let forward = placeCount + PanelLevel.scratchCount(taps: weight.taps)
    let backward = backwardPlaceCount + gradientCount + PanelLevel.scratchCount(taps: 1)
    return workers * max(forward, backward)
  }

  /// y = convolution of x + bias + beta · y, beta being 0 or 1.
  ///
  /// - Shape: x [pictures · height · width, inputs], y [rows, outputs]; scratch `scratchCount` numbers.
  package func project(
    _ x: FloatRegion, bias: FrozenVector? = nil, beta: Float = 0, into y: Matrix, _ workers: Workers,
    scratch: FloatRegion
  ) {
    precondition(y.rows == rows && y.columns == weight.outputs && !y.isTransposed, "a result of the planned size")
    precondition(x.count * patches.result.count == rows * patches.source.count * weight.inputs, "whole pictures")
    precondition(beta == 0 || beta == 1, "a result that is written or added to")
    let shares = ProductShares(rows: rows, columns: weight.outputs, level: level, workers: workers.count)
    precondition(workers.count <= self.workers && scratch.count >= scratchCount, "scratch as planned")
    let room = scratch.count / workers.count
    workers.parts(shares.count) { part, worker in
      let share = shares[part]
      let own = scratch[worker * room..<(worker + 1) * room]
      for block in blocks(share.rows, Self.forwardRows) {
        let places = patches.places(block, in: own)
        var weights = weight.kernelWeights
        var lines = lorac_rows(values: x.base, stride: weight.inputs, places: places, segments: weight.taps)
        lorac_project(
          level.kernelLevel, &weights, &lines, 0, block.count, share.columns.lowerBound, share.columns.upperBound,
          bias?.base, beta, y.region.base + block.lowerBound * y.stride, y.stride, own.base + placeCount)
      }
    }
  }

  /// dx = gradient of the input + beta · dx, beta being 0 or 1.
  ///
  /// Every result's gradient is multiplied with the weights of a few inputs and all taps, and then added where each tap
  /// had read.
  /// - Shape: dy [rows, outputs], dx [pictures · height · width, inputs]; scratch `scratchCount` numbers.
  package func projectBack(
    _ dy: FloatRegion, beta: Float = 0, into dx: Matrix, _ workers: Workers, scratch: FloatRegion
  ) {
    precondition(dy.count == rows * weight.outputs && dx.columns == weight.inputs, "gradients of the planned size")
    precondition(dx.rows * patches.result.count == rows * patches.source.count && !dx.isTransposed, "whole pictures")
    precondition(beta == 0 || beta == 1, "a gradient that is written or added to")
    precondition(workers.count <= self.workers && scratch.count >= scratchCount, "scratch as planned")
    let room = scratch.count / workers.count
    workers.parts((weight.inputs + width - 1) / width) { part, worker in
      let inputs = part * width..<min(weight.inputs, (part + 1) * width)
      let own = scratch[worker * room..<(worker + 1) * room]
      let target = dx.columns(inputs)
      if beta == 0 { lorac_clear_rows(target.region.base, target.rows, target.columns, target.stride) }
      for block in blocks(0..<rows, Self.backwardRows) {
        addBack(dy, block, inputs, into: target, scratch: own)
      }
    }
  }

  private func addBack(
    _ dy: FloatRegion, _ block: Range<Int>, _ inputs: Range<Int>, into target: Matrix, scratch: FloatRegion
  ) {
    let taps = weight.taps
    let (placeRoom, rest) = scratch.divided(at: backwardPlaceCount)
    let (byTap, panels) = rest.divided(at: gradientCount)
    let places = patches.places(block, in: placeRoom)
    var weights = weight.kernelWeights
    var lines = lorac_rows(
      values: dy.base + block.lowerBound * weight.outputs, stride: weight.outputs, places: nil, segments: 1)
    lorac_project_back(
      level.kernelLevel, &weights, &lines, 0, block.count, inputs.lowerBound * taps, inputs.upperBound * taps, 0,
      byTap.base, inputs.count * taps, panels.base)
    lorac_add_places(byTap.base, places, block.count, taps, inputs.count, target.region.base, target.stride)
  }

  private func blocks(_ range: Range<Int>, _ length: Int) -> [Range<Int>] {
    stride(from: range.lowerBound, to: range.upperBound, by: length).map { $0..<min(range.upperBound, $0 + length) }
  }
}
