import LoracTensor

/// A tensor's stay in memory: from the action that first writes it to the last that reads it.
struct Lifetime: Sendable, Hashable {
  /// The value, or the value whose gradient it is.
  let value: Value
  let isGradient: Bool
  /// Positions in the schedule, both included; -1 is before the first action.
  var span: ClosedRange<Int>
  /// Numbers of memory.
  let count: Int
}

/// All lifetimes of a scheduled graph.
///
/// A value that is computed again has one lifetime for each time.
struct Liveness: Sendable {
  private(set) var lifetimes: [Lifetime] = []
  /// For each value, the lifetimes' positions in order of time.
  private var ofValue: [[Int]]
  private var ofGradient: [Int?]

  init(_ graph: Graph, _ schedule: Schedule) {
    ofValue = Array(repeating: [], count: graph.values.count)
    ofGradient = Array(repeating: nil, count: graph.values.count)
    for (index, value) in graph.values.enumerated() where value.producer == nil && value.memory == nil {
      define(Value(index: index), at: -1, graph)
    }
    let trains = schedule.actions.contains {
      if case .backward = $0 { true } else { false }
    }
    for (time, action) in schedule.actions.enumerated() {
      switch action {
      case .forward(let index):
        let step = graph.steps[index]
        for operand in step.operands { use(operand, at: time, graph) }
        for value in [step.result] + step.kept { define(value, at: time, graph) }
      case .output:
        guard let output = graph.output else { continue }
        for value in [output] + graph.results { use(value, at: time, graph) }
        if trains { touchGradient(output, at: time, graph) }
      case .backward(let index):
        let step = graph.steps[index]
        for value in graph.valuesReadBackward(step) { use(value, at: time, graph) }
        touchGradient(step.result, at: time, graph)
        for operand in step.operands where graph.values[operand.index].carriesGradient {
          touchGradient(operand, at: time, graph)
        }
      }
    }
    keepInputGradients(graph, until: schedule.actions.count)
  }

  /// The lifetime of a value that covers `time`.
  func lifetime(of value: Value, at time: Int) -> Int {
    guard let found = ofValue[value.index].last(where: { lifetimes[$0].span.lowerBound <= time }) else {
      preconditionFailure("a value that was never computed")
    }
    return found
  }

  /// The lifetime of a value's gradient.
  func lifetime(ofGradient value: Value) -> Int? { ofGradient[value.index] }

  private mutating func define(_ value: Value, at time: Int, _ graph: Graph) {
    ofValue[value.index].append(lifetimes.count)
    lifetimes.append(Lifetime(value: value, isGradient: false, span: time...time, count: graph[value].count))
  }

  private mutating func use(_ value: Value, at time: Int, _ graph: Graph) {
    guard graph.values[value.index].memory == nil else { return }
    let index = lifetime(of: value, at: time)
    lifetimes[index].span = lifetimes[index].span.lowerBound...time
  }

  private mutating func touchGradient(_ value: Value, at time: Int, _ graph: Graph) {
    if let index = ofGradient[value.index] {
      lifetimes[index].span = lifetimes[index].span.lowerBound...time
    } else {
      ofGradient[value.index] = lifetimes.count
      lifetimes.append(Lifetime(value: value, isGradient: true, span: time...time, count: graph[value].count))
    }
  }

  /// The caller reads the gradients of inputs when everything is done.
  private mutating func keepInputGradients(_ graph: Graph, until end: Int) {
    for (index, value) in graph.values.enumerated() where value.producer == nil && value.carriesGradient {
      if ofGradient[index] != nil { touchGradient(Value(index: index), at: end, graph) }
    }
  }
}
