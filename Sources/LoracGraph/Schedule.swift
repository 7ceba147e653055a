/// In which order the steps of a graph run, forward and backward.
struct Schedule: Sendable {
  enum Action: Sendable, Hashable {
    /// Compute a step's result, for the first time or again.
    case forward(Int)
    /// The caller reads the output and, in training, writes its gradient.
    case output
    /// Compute a step's share of the gradients.
    case backward(Int)
  }

  private(set) var actions: [Action] = []

  /// All steps once; for training then the derivatives, latest step first.
  ///
  /// With `recomputes` the steps of a segment run a second time just before their derivatives, as far as these read
  /// what they computed, so that nothing inside the segment needs to be kept in between.
  init(_ graph: Graph, trains: Bool, recomputes: Bool) {
    actions = graph.steps.indices.map(Action.forward) + [.output]
    guard trains else { return }
    let wanted = graph.stepsWithGradient()
    let segments = recomputes ? graph.segments : []
    var next = segments.count - 1
    for step in graph.steps.indices.reversed() {
      while next >= 0, segments[next].lowerBound > step { next -= 1 }
      if next >= 0, segments[next].last == step {
        actions += graph.stepsToRepeat(segments[next], wanted: wanted).map(Action.forward)
      }
      if wanted.contains(step) { actions.append(.backward(step)) }
    }
  }
}

extension Graph {
  /// The steps whose result leads to the output and carries a gradient.
  func stepsWithGradient() -> Set<Int> {
    guard let output else { return [] }
    var reached: Set<Value> = [output]
    var wanted: Set<Int> = []
    for (index, step) in steps.enumerated().reversed() where reached.contains(step.result) && step.carriesGradient {
      wanted.insert(index)
      reached.formUnion(step.operands.filter { values[$0.index].carriesGradient })
    }
    return wanted
  }

  /// What backward of a step reads besides gradients.
  func valuesReadBackward(_ step: Step) -> [Value] {
    let shapes = step.operands.map { self[$0] }
    return step.operation.operandsRead(shapes).map { step.operands[$0] } + step.kept
      + (step.operation.readsResult ? [step.result] : [])
  }

  /// The steps of a segment that must run again before their derivatives.
  fileprivate func stepsToRepeat(_ segment: Range<Int>, wanted: Set<Int>) -> [Int] {
    var needed: Set<Value> = []
    for index in segment where wanted.contains(index) { needed.formUnion(valuesReadBackward(steps[index])) }
    var repeated: [Int] = []
    for index in segment.reversed() {
      let step = steps[index]
      guard needed.contains(step.result) || step.kept.contains(where: needed.contains) else { continue }
      repeated.append(index)
      needed.formUnion(step.operands)
    }
    return repeated.reversed()
  }
}
