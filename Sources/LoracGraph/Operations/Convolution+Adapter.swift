import LoracTensor

/// The adapter of a convolution: `down` is a convolution of the same geometry, `up` a 1×1 convolution.
extension Convolution {
  /// Scratch for the adapter, besides what the frozen weights need before.
  func adapterScratchCount(_ adapter: Adapter, _ x: Shape, workers: Int) -> Int {
    let frozen = FrozenMatrix(planned: .float32, outputs: adapter.rank, inputs: weight.inputs, taps: weight.taps)
    let rows = resultShape([x]).rows
    let blocks = PatchBlocks(rows: rows, width: weight.taps * weight.inputs)
    return rows * adapter.rank
      + max(direct(frozen, x, workers: workers).scratchCount, adapter.down.count + blocks.count)
  }

  private func down(_ adapter: Adapter, _ parameters: FloatRegion) -> FrozenMatrix {
    FrozenMatrix(parameters[adapter.down], outputs: adapter.rank, inputs: weight.inputs, taps: weight.taps)
  }

  /// Adds what the adapter makes of the input.
  func forward(_ adapter: Adapter, _ step: ForwardStep) {
    let x = step.operands[0]
    direct(down(adapter, step.parameters), x.shape, workers: step.workers.count).project(
      x.region, into: step.kept[0].matrix, step.workers, scratch: step.scratch)
    adapter.addTo(
      step.result.matrix, hidden: step.kept[0].matrix, mask: step.operands.dropFirst().first,
      parameters: step.parameters, step.workers)
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
    direct(down(adapter, step.parameters), x.shape, workers: step.workers.count).projectBack(
      hiddenGradient.region, beta: 1, into: target.tensor.matrix, step.workers, scratch: scratch)
  }

  private func addDownGradient(
    _ adapter: Adapter, _ x: Tensor, _ hiddenGradient: Tensor, _ step: BackwardStep, scratch: FloatRegion
  ) {
    let blocks = PatchBlocks(rows: hiddenGradient.shape.rows, width: weight.taps * weight.inputs)
    let (sumRoom, rest) = scratch.divided(at: adapter.down.count)
    let sum = sumRoom.matrix(rows: adapter.rank)
    for (index, range) in blocks.ranges.enumerated() {
      let block = blocks.gather(patches(x.shape), x, rows: range, into: rest, step.workers)
      step.workers.multiply(
        hiddenGradient.matrix.rows(range).transposed, block, beta: index == 0 ? 0 : 1, into: sum)
    }
    addByTap(sumRoom, rows: adapter.rank, taps: weight.taps, to: step.parameterGradients[adapter.down])
  }
}
