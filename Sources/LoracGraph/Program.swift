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
  private let shares: GradientShares

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
    shares = GradientShares(graph, schedule)
  }

  /// Numbers of scratch memory that the most demanding step needs.
  package func scratchCount(workers: Int) -> Int {
    graph.steps.map { step in
      step.operation.scratchCount(step.operands.map { graph[$0] }, workers: workers)
    }.max() ?? 0
  }

  /// What an operand's gradient is multiplied by before an action adds its share.
  func beta(action: Int, operand: Int) -> Float { shares.overwritten[action][operand] ? 0 : 1 }

  /// The gradients that are set to zero before an action.
  func cleared(action: Int) -> [Value] { shares.cleared[action] }
}
