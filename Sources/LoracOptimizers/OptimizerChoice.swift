/// An optimizer by kohya's name with its arguments, checked; makes the optimizer once the tensors are known.
package struct OptimizerChoice: Sendable {
  private let settings: any OptimizerSettings
  /// The class that kohya would use, `module.Class`.
  package let className: String
  /// What kohya hands over, its own additions included, in its order.
  private let arguments: [(name: String, value: String)]

  /// Reads and checks the choice.
  ///
  /// - Parameters:
  ///   - type: kohya's `--optimizer_type`, in any case.
  ///   - arguments: kohya's `--optimizer_args`.
  ///   - learningRate: kohya's `--learning_rate`.
  /// - Throws: all problems at once.
  package init(type: String, arguments: [OptimizerArgument], learningRate: Double) throws(OptimizerProblems) {
    let lowered = type.lowercased()
    guard let kind = Self.kinds.first(where: { $0.name.lowercased() == lowered }) else {
      throw OptimizerProblems(problems: [.unknownOptimizer(type, supported: Self.names)])
    }
    var reader = ArgumentReader(arguments)
    settings = kind.settings(&reader, learningRate)
    className = kind.className
    var problems = reader.finish()
    if let problem = Self.problem(ofRate: learningRate, kind) { problems.append(problem) }
    guard problems.isEmpty else { throw OptimizerProblems(problems: problems) }
    var given: [(name: String, value: String)] = []
    for argument in arguments {
      let value = ArgumentValue(literal: argument.text)?.pythonText ?? argument.text
      if let place = given.firstIndex(where: { $0.name == argument.name }) {
        given[place].value = value
      } else {
        given.append((argument.name, value))
      }
    }
    for (name, value) in kind.additions where !given.contains(where: { $0.name == name }) {
      given.append((name, value))
    }
    if settings.choosesLearningRate, let place = given.firstIndex(where: { $0.name == "relative_step" }) {
      given[place].value = "True"
    }
    self.arguments = given
  }

  private static func problem(ofRate rate: Double, _ kind: Kind) -> OptimizerProblem? {
    let bounds: ArgumentBounds = kind.needsPositiveRate ? .positive : .notNegative
    return bounds.contains(rate) ? nil : .invalidLearningRate(rate, allowed: bounds.rawValue)
  }

  /// The names that are supported, as kohya writes them.
  package static var names: [String] { kinds.map(\.name) }

  /// Whether the rate follows from the optimizer alone: then the recipe's rates and schedule have no effect.
  package var choosesLearningRate: Bool { settings.choosesLearningRate }

  /// What kohya records as `ss_optimizer`.
  package var metadata: String {
    let list = arguments.map { "\($0.name)=\($0.value)" }.joined(separator: ",")
    return list.isEmpty ? className : "\(className)(\(list))"
  }

  /// Why groups with these rates cannot be trained together; rates of 0 are no obstacle.
  package func problem(withGroupRates rates: [Double]) -> OptimizerProblem? {
    let different = Set(rates.filter { $0 != 0 })
    return settings.needsOneLearningRate && different.count > 1 ? .differentLearningRates(rates) : nil
  }

  /// The optimizer for a layout, with its state as at the beginning.
  package func makeOptimizer(_ layout: ParameterLayout) -> any Optimizer { settings.makeOptimizer(layout) }
}
