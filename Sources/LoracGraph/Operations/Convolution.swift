package import LoracTensor

/// A square convolution over pictures, with an adapter if it has one.
///
/// Operands: x, and for an adapter with dropout a mask that multiplies `down(x)`.
/// - Shape: x [pictures, height, width, inputs], mask [pictures, result height, result width, rank]
///   → [pictures, result height, result width, outputs].
package struct Convolution: Operation {
  /// How a convolution moves over a picture.
  package struct Geometry: Sendable, Hashable {
    /// Taps along an axis.
    package let kernel: Int
    /// Pixels between the taps' positions for neighbouring results.
    package let stride: Int
    /// Zeros above and left of the picture.
    package let paddingBefore: Int
    /// Zeros below and right of the picture.
    package let paddingAfter: Int

    /// A geometry with the same padding on all sides unless `paddingAfter` differs.
    package init(kernel: Int, stride: Int = 1, padding: Int, paddingAfter: Int? = nil) {
      precondition(kernel > 0 && kernel <= 4 && stride > 0, "a small kernel")
      precondition(padding >= 0 && paddingAfter ?? 0 >= 0, "padding adds pixels")
      self.kernel = kernel
      self.stride = stride
      paddingBefore = padding
      self.paddingAfter = paddingAfter ?? padding
    }

    /// The size of the result for an input of size `input`.
    package func result(of input: PixelSize) -> PixelSize {
      func length(_ length: Int) -> Int {
        let padded = length + paddingBefore + paddingAfter
        precondition(padded >= kernel, "a padded picture that holds the kernel")
        return (padded - kernel) / stride + 1
      }
      return PixelSize(height: length(input.height), width: length(input.width))
    }
  }

  /// The frozen weights.
  package let weight: FrozenMatrix
  /// The frozen bias.
  package let bias: FrozenVector?
  /// How it moves.
  package let geometry: Geometry
  /// The adapter.
  package let adapter: Adapter?

  /// A convolution.
  package init(weight: FrozenMatrix, bias: FrozenVector?, geometry: Geometry, adapter: Adapter? = nil) {
    precondition(weight.taps == geometry.kernel * geometry.kernel, "weights for each tap")
    precondition(bias.map { $0.count == weight.outputs } ?? true, "one bias for each output")
    precondition(
      adapter.map {
        $0.down.count == $0.rank * weight.inputs * weight.taps && $0.up.count == $0.rank * weight.outputs
      } ?? true, "an adapter of the layer's size")
    self.weight = weight
    self.bias = bias
    self.geometry = geometry
    self.adapter = adapter
  }

  package var name: String { "Convolution" }
  package var trainsParameters: Bool { adapter != nil }

  package func resultShape(_ operands: [Shape]) -> Shape {
    precondition(operands[0].columns == weight.inputs, "an input of the layer's channels")
    let size = geometry.result(of: pixelSize(operands[0]))
    let result: Shape = [operands[0].dimensions[0], size.height, size.width, weight.outputs]
    Adapter.checkOperands(operands, result: result, adapter: adapter)
    return result
  }

  package func keptShapes(_ operands: [Shape]) -> [Shape] {
    adapter.map { [resultShape(operands).withColumns($0.rank)] } ?? []
  }

  package func operandsRead(_ operands: [Shape]) -> [Int] { adapter == nil ? [] : Array(operands.indices) }

  package func scratchCount(_ operands: [Shape], workers: Int) -> Int {
    let result = resultShape(operands)
    let forward = PatchBlocks(rows: result.rows, width: weight.taps * weight.inputs)
    let backward = PatchBlocks(rows: operands[0].rows, width: weight.taps * weight.outputs)
    guard let adapter else {
      let direct = max(forward.count, backward.count) + weight.scratchCount(workers: workers)
      let fast = [WinogradConvolution.Direction.forward, .backward].compactMap {
        winograd($0, operands[0], workers: workers)?.scratchCount
      }
      // Forward and backward take the same way, since both have as many pixels.
      return fast.max() ?? direct
    }
    let hidden = PatchBlocks(rows: operands[0].rows, width: weight.taps * adapter.rank)
    return max(forward.count, backward.count, hidden.count)
      + max(weight.scratchCount(workers: workers), adapterScratchCount(adapter, rows: result.rows, workers: workers))
  }

  /// The fast way for `x`'s shape; nil where the direct way is taken.
  private func winograd(
    _ direction: WinogradConvolution.Direction, _ x: Shape, workers: Int
  ) -> WinogradConvolution? {
    guard geometry == Geometry(kernel: 3, padding: 1), adapter == nil else { return nil }
    return WinogradConvolution(
      weight, direction, size: pixelSize(x), pictures: x.dimensions[0], workers: workers)
  }

  package func forward(_ step: ForwardStep) {
    let x = step.operands[0]
    if let fast = winograd(.forward, x.shape, workers: step.workers.count) {
      fast.run(x.region, beta: 0, into: step.result.matrix, step.workers, scratch: step.scratch)
      if let bias { step.workers.add(bias.region, toRowsOf: step.result.matrix) }
      return
    }
    let input = pixelSize(x.shape)
    let patches = Patches.forward(
      input: input, output: geometry.result(of: input), kernel: geometry.kernel, stride: geometry.stride,
      padding: geometry.paddingBefore)
    let y = step.result.matrix
    let blocks = PatchBlocks(rows: y.rows, width: weight.taps * weight.inputs)
    let (room, rest) = step.scratch.divided(at: blocks.count)
    let down = adapter.map { downByTap($0, step.parameters, scratch: rest) }
    for rows in blocks.ranges {
      let block = blocks.gather(patches, x, rows: rows, into: room, step.workers)
      if let down, let hidden = step.kept.first?.matrix.rows(rows) {
        step.workers.multiply(block, down.matrix.transposed, into: hidden)
      }
      weight.project(block, into: y.rows(rows), step.workers, scratch: down?.rest ?? rest)
    }
    if let bias { step.workers.add(bias.region, toRowsOf: y) }
    adapter?.addTo(
      y, hidden: step.kept[0].matrix, mask: step.operands.dropFirst().first, parameters: step.parameters, step.workers)
  }

  package func backward(_ step: BackwardStep) {
    let dy = step.gradient
    if let target = step.targets[0] {
      if let fast = winograd(.backward, target.tensor.shape, workers: step.workers.count) {
        fast.run(
          dy.region, beta: target.beta, into: target.tensor.matrix, step.workers, scratch: step.scratch)
        return
      }
      projectBack(dy, weight, target: target, step.workers, scratch: step.scratch)
    }
    if let adapter { backward(adapter, step) }
  }

  /// The gradient of the input through weights of any kind, frozen or an adapter's.
  func projectBack(
    _ dy: Tensor, _ weight: FrozenMatrix, target: GradientTarget, _ workers: Workers, scratch: FloatRegion
  ) {
    let patches = Patches.backward(
      input: pixelSize(target.tensor.shape), output: pixelSize(dy.shape), kernel: geometry.kernel,
      stride: geometry.stride, padding: geometry.paddingBefore)
    let dx = target.tensor.matrix
    let blocks = PatchBlocks(rows: dx.rows, width: weight.taps * weight.outputs)
    let (room, rest) = scratch.divided(at: blocks.count)
    for rows in blocks.ranges {
      let block = blocks.gather(patches, dy, rows: rows, into: room, workers)
      weight.projectBack(block, beta: target.beta, into: dx.rows(rows), workers, scratch: rest)
    }
  }
}

/// The height and width of a shape [pictures, height, width, channels].
func pixelSize(_ shape: Shape) -> PixelSize {
  precondition(shape.dimensions.count == 4, "pictures have four axes")
  return PixelSize(height: shape.dimensions[1], width: shape.dimensions[2])
}

extension FloatRegion {
  /// The first `count` numbers, and the others.
  func divided(at count: Int) -> (FloatRegion, FloatRegion) { (self[0..<count], self[count..<self.count]) }
}
