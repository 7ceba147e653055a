/// The arguments of one optimizer, read and checked.
protocol OptimizerSettings: Sendable {
  /// Whether all groups must have the same rate.
  var needsOneLearningRate: Bool { get }

  /// Whether the optimizer finds its rate itself, and the schedule's rate has no effect.
  var choosesLearningRate: Bool { get }

  /// The optimizer for a layout, with its state as at the beginning.
  func makeOptimizer(_ layout: ParameterLayout) -> any Optimizer
}

extension OptimizerSettings {
  var needsOneLearningRate: Bool { false }
  var choosesLearningRate: Bool { false }
}
