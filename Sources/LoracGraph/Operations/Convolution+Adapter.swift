import LoracTensor

/// The adapter of a convolution: `down` is a convolution of the same geometry, `up` a 1×1 convolution.
extension Convolution {
  /// Scratch for the adapter besides one block of patches.
  func adapterScratchCount(_ adapter: Adapter, rows: Int, workers: Int) -> Int {
    let frozen = FrozenMatrix(planned: .float32, outputs: adapter.rank, inputs: weight.inputs, taps: weight.taps)
    return adapter.down.count + rows * adapter.rank
      + max(frozen.scratchCount(workers: workers), weight.scratchCount(workers: workers))
  }

  /// `down` as [rank, taps · inputs], the order of patches; files and parameters have [rank, inputs, taps].
  func downByTap(
    _ adapter: Adapter, _ parameters: FloatRegion, scratch: FloatRegion
  ) -> (matrix: Matrix, rest: FloatRegion) {
    let (room, rest) = scratch.divided(at: adapter.down.count)
    let weights = FrozenMatrix(
      parameters[adapter.down], outputs: adapter.rank, inputs: weight.inputs, taps: weight.taps)
    return (weights.byTap(into: room), rest)
  }

  /// The gradients of `up`, `down`, and the adapter's share of the input's.
  func backward(_ adapter: Adapter, _ step: BackwardStep) {
    let x = step.operand(0)
    let dy = step.gradient
    let (hiddenRoom, scratch) = step.scratch.divided(at: dy.shape.rows * adapter.rank)
    let hiddenGradient = Tensor(region: hiddenRoom, shape: dy.shape.withColumns(adapter.rank))
    adapter.backward(
      dy.matrix, hidden: step.kept[0].matrix, mask: step.operands.count > 1 ? step.operand(1) : nil,
      into: hiddenGradient.matrix, parameters: step.parameters, gradients: step.parameterGradients, step.workers)
    addDownGradient(adapter, x, hiddenGradient, step, scratch: scratch)
    guard let target = step.targets[0] else { return }
    let down = FrozenMatrix(
      step.parameters[adapter.down], outputs: adapter.rank, inputs: weight.inputs, taps: weight.taps)
    projectBack(
      hiddenGradient, down, target: GradientTarget(tensor: target.tensor, beta: 1), step.workers, scratch: scratch)
  }

  private func addDownGradient(
    _ adapter: Adapter, _ x: Tensor, _ hiddenGradient: Tensor, _ step: BackwardStep, scratch: FloatRegion
  ) {
    let patches = Patches.forward(
      input: pixelSize(x.shape), output: pixelSize(hiddenGradient.shape), kernel: geometry.kernel,
      stride: geometry.stride, padding: geometry.paddingBefore)
    let rows = hiddenGradient.shape.rows
    let blocks = PatchBlocks(rows: rows, width: weight.taps * weight.inputs)
    let (sumRoom, rest) = scratch.divided(at: adapter.down.count)
    let sum = sumRoom.matrix(rows: adapter.rank)
    for (index, range) in blocks.ranges.enumerated() {
      let block = blocks.gather(patches, x, rows: range, into: rest, step.workers)
      step.workers.multiply(
        hiddenGradient.matrix.rows(range).transposed, block, beta: index == 0 ? 0 : 1, into: sum)
    }
    addByTap(sumRoom, rows: adapter.rank, taps: weight.taps, to: step.parameterGradients[adapter.down])
  }
}
