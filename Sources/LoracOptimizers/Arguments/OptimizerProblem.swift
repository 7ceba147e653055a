/// Why an optimizer cannot be used as asked.
package enum OptimizerProblem: Error, Hashable, Sendable {
  /// There is no optimizer of this name here; those there are.
  case unknownOptimizer(String, supported: [String])
  /// The optimizer takes no such argument; those it takes.
  case unknownArgument(String, allowed: [String])
  /// An argument's value cannot be used; what is allowed, in words.
  case invalidArgument(name: String, value: String, allowed: String)
  /// The optimizer looks for one step size, and groups may not have different rates.
  case differentLearningRates([Double])
  /// The learning rate cannot be used; what is allowed, in words.
  case invalidLearningRate(Double, allowed: String)
}

/// All problems of one choice of an optimizer.
package struct OptimizerProblems: Error, Hashable, Sendable {
  /// The problems: unknown arguments first, then wrong values.
  package let problems: [OptimizerProblem]
}
