/// How the gradient of each value is put together from the shares of the steps that read it.
struct GradientShares: Sendable {
  /// By action and operand, whether this is the first share, which overwrites: that saves clearing the gradient.
  private(set) var overwritten: [[Bool]] = []
  /// By action, the gradients that are set to zero before it.
  ///
  /// A step that reads one value as several operands may write their shares in any order, and in parts, so none of them
  /// can overwrite.
  private(set) var cleared: [[Value]] = []

  init(_ graph: Graph, _ schedule: Schedule) {
    var written: Set<Value> = []
    // The caller writes the first share of the output's gradient.
    if let output = graph.output { written.insert(output) }
    for action in schedule.actions {
      let operands = if case .backward(let index) = action { graph.steps[index].operands } else { [Value]() }
      let first = operands.map { graph.values[$0.index].carriesGradient && written.insert($0).inserted }
      let isRepeated = operands.map { operand in operands.count { $0 == operand } > 1 }
      overwritten.append(operands.indices.map { first[$0] && !isRepeated[$0] })
      cleared.append(operands.indices.filter { first[$0] && isRepeated[$0] }.map { operands[$0] })
    }
  }
}
