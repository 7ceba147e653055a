/// How large a piece of frozen weights is turned into float32 at a time, in numbers; it should fit a processor's cache.
private let panelCount = 1 << 18

extension FrozenMatrix {
  private func width(length: Int, depth: Int, workers: Int) -> Int {
    let share = (length + workers - 1) / workers
    return max(1, min(share, max(16, panelCount / depth)))
  }

  /// The numbers of scratch that `project` and `projectBack` need with `workers` workers.
  package func scratchCount(workers: Int) -> Int {
    let forward = taps * inputs * width(length: outputs, depth: taps * inputs, workers: workers)
    let backward = taps * outputs * width(length: inputs, depth: taps * outputs, workers: workers)
    return workers * max(forward, backward)
  }

  /// y = x · Wᵀ + beta · y; rounded differently for another number of workers.
  ///
  /// - Shape: x [rows, taps · inputs], y [rows, outputs]; scratch `scratchCount(workers:)` numbers.
  package func project(_ x: Matrix, beta: Float = 0, into y: Matrix, _ workers: Workers, scratch: FloatRegion) {
    let width = width(length: outputs, depth: taps * inputs, workers: workers.count)
    let share = scratch.count / workers.count
    workers.parts((outputs + width - 1) / width) { part, worker in
      let range = part * width..<min(outputs, (part + 1) * width)
      let panel = convert(outputs: range, into: scratch[worker * share..<(worker + 1) * share])
      multiply(x, panel.transposed, beta: beta, into: y.columns(range))
    }
  }

  /// dx = dy · W + beta · dx; rounded differently for another number of workers.
  ///
  /// - Shape: dy [rows, taps · outputs], dx [rows, inputs]; scratch `scratchCount(workers:)` numbers.
  package func projectBack(_ dy: Matrix, beta: Float = 0, into dx: Matrix, _ workers: Workers, scratch: FloatRegion) {
    let width = width(length: inputs, depth: taps * outputs, workers: workers.count)
    let share = scratch.count / workers.count
    workers.parts((inputs + width - 1) / width) { part, worker in
      let range = part * width..<min(inputs, (part + 1) * width)
      let panel = convert(inputs: range, into: scratch[worker * share..<(worker + 1) * share])
      multiply(dy, panel, beta: beta, into: dx.columns(range))
    }
  }
}
