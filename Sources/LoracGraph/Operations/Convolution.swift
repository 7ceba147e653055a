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
    let fast = [WinogradConvolution.Direction.forward, .backward].compactMap {
      winograd($0, operands[0], workers: workers)?.scratchCount
    }
    // Forward and backward take the same way, since both have as many pixels.
    let frozen = fast.max() ?? direct(operands[0], workers: workers).scratchCount
    return max(frozen, adapter.map { adapterScratchCount($0, operands[0], workers: workers) } ?? 0)
  }

  /// The fast way for `x`'s shape; nil where the direct way is taken.
  private func winograd(
    _ direction: WinogradConvolution.Direction, _ x: Shape, workers: Int
  ) -> WinogradConvolution? {
    guard geometry == Geometry(kernel: 3, padding: 1) else { return nil }
    return WinogradConvolution(
      weight, direction, size: pixelSize(x), pictures: x.dimensions[0], workers: workers)
  }

  private func direct(_ x: Shape, workers: Int) -> DirectConvolution { direct(weight, x, workers: workers) }

  /// The convolution of a picture of `x`'s shape with weights of any kind, frozen or an adapter's.
  func direct(_ weight: FrozenMatrix, _ x: Shape, workers: Int) -> DirectConvolution {
    DirectConvolution(weight, patches(x), pictures: x.dimensions[0], workers: workers)
  }

  /// What the taps read of a picture of `x`'s shape.
  func patches(_ x: Shape) -> Patches {
    let input = pixelSize(x)
    return Patches(
      input: input, output: geometry.result(of: input), kernel: geometry.kernel, stride: geometry.stride,
      padding: geometry.paddingBefore)
  }

  package func forward(_ step: ForwardStep) {
    let (x, y) = (step.operands[0], step.result.matrix)
    if let fast = winograd(.forward, x.shape, workers: step.workers.count) {
      fast.run(x.region, bias: bias, beta: 0, into: y, step.workers, scratch: step.scratch)
    } else {
      direct(x.shape, workers: step.workers.count).project(
        x.region, bias: bias, into: y, step.workers, scratch: step.scratch)
    }
    if let adapter { forward(adapter, step) }
  }

  package func backward(_ step: BackwardStep) {
    let dy = step.gradient
    if let target = step.targets[0] {
      let dx = target.tensor
      if let fast = winograd(.backward, dx.shape, workers: step.workers.count) {
        fast.run(dy.region, beta: target.beta, into: dx.matrix, step.workers, scratch: step.scratch)
      } else {
        direct(dx.shape, workers: step.workers.count).projectBack(
          dy.region, beta: target.beta, into: dx.matrix, step.workers, scratch: step.scratch)
      }
    }
    if let adapter { backward(adapter, step) }
  }
}

/// The height and width of a shape [pictures, height, width, channels].
func pixelSize(_ shape: Shape) -> PixelSize {
  precondition(shape.dimensions.count == 4, "pictures have four axes")
  return PixelSize(height: shape.dimensions[1], width: shape.dimensions[2])
}
