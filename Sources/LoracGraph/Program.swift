import LoracTensor

/// A graph with its order of steps and its memory plan: all that is needed to run it, or to say how much memory it takes.
package struct Program: Sendable {
  /// The network.
  package let graph: Graph
  let schedule: Schedule
  let liveness: Liveness
  let plan: MemoryPlan
  /// The position of `output` in the schedule.
  let outputTime: Int
  /// Where operand gradients are written first instead of being added to, by action and operand.
  private let firstShares: [[Bool]]

  /// Numbers of memory that one run needs besides its scratch.
  package var arenaCount: Int { plan.count }

  /// A program for `graph`; `trains` if gradients are computed, `recomputes` if segments are computed twice to save memory.
  package init(_ graph: Graph, trains: Bool, recomputes: Bool = false) {
    precondition(graph.output != nil, "a graph that is run has an output")
    self.graph = graph
    schedule = Schedule(graph, trains: trains, recomputes: recomputes)
    liveness = Liveness(graph, schedule)
    plan = MemoryPlan(liveness.lifetimes)
    outputTime = schedule.actions.firstIndex(of: .output) ?? 0
    firstShares = Self.firstShares(graph, schedule)
  }

  /// Numbers of scratch memory that the most demanding step needs.
  package func scratchCount(workers: Int) -> Int {
    graph.steps.map { step in
      step.operation.scratchCount(step.operands.map { graph[$0] }, workers: workers)
    }.max() ?? 0
  }

  /// Whether the first share of each operand's gradient is due at an action; overwriting it saves clearing it.
  private static func firstShares(_ graph: Graph, _ schedule: Schedule) -> [[Bool]] {
    var written: Set<Value> = []
    if let output = graph.output { written.insert(output) }
    return schedule.actions.map { action in
      guard case .backward(let index) = action else { return [] }
      return graph.steps[index].operands.map { operand in
        graph.values[operand.index].carriesGradient && written.insert(operand).inserted
      }
    }
  }

  func beta(action: Int, operand: Int) -> Float { firstShares[action][operand] ? 0 : 1 }
}
