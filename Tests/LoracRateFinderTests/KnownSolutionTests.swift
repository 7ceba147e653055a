import LoracOptimizers
import LoracRateFinder
import LoracTestSupport
import Testing

/// D-Adaptation, with lorac's own optimizers, on problems whose distance to the solution is known.
///
/// For convex functions whose gradients have no noise, the estimate never exceeds the distance `D` between the start and
/// the solution, and in the limit is not below `D / (1 + √3)` (Defazio and Mishchenko 2023); the distance is the
/// Euclidean one for SGD and the largest difference of a coordinate for AdaGrad. The forms of Adam have no such bound; what
/// they may miss `D` by is stated in each case, and was measured.
@Suite struct KnownSolutionTests {
  /// A function of 64 numbers with its minimum at `solution`, and its gradient.
  enum Problem: String, CaseIterable {
    /// The sum of the absolute differences.
    case absolute
    /// Half the sum of the squared differences.
    case quadratic
    /// Least squares over 128 random rows, four of them drawn for each step.
    case stochastic
  }

  struct Case: Sendable, CustomTestStringConvertible {
    let optimizer: String
    let problem: Problem
    let scale: Float
    /// The plateau's height divided by the distance.
    let ratios: ClosedRange<Double>
    var isEuclidean = false
    var steps = 600

    var testDescription: String { "\(optimizer) \(problem) \(scale)" }
  }

  static let bounds = 1 / (1 + 3.0.squareRoot())...1.0

  static let cases: [Case] =
    [Problem.absolute, .quadratic].flatMap { problem in
      [Float(0.001), 1].flatMap { scale in
        [
          Case(optimizer: "DAdaptSGD", problem: problem, scale: scale, ratios: bounds, isEuclidean: true),
          Case(optimizer: "DAdaptAdaGrad", problem: problem, scale: scale, ratios: bounds),
          Case(optimizer: "DAdaptAdam", problem: problem, scale: scale, ratios: 1 / 2.5...2.5),
          Case(optimizer: "DAdaptation", problem: problem, scale: scale, ratios: 1 / 5.0...5),
        ]
      }
    } + [
      Case(optimizer: "DAdaptSGD", problem: .stochastic, scale: 1, ratios: 1 / 3.5...1, isEuclidean: true),
      Case(optimizer: "DAdaptation", problem: .stochastic, scale: 1, ratios: 1 / 8.0...8),
    ]

  @Test(arguments: cases) func plateauIsNearTheDistance(_ one: Case) throws {
    var generator = SplitMix(seed: 3)
    let solution = (0..<64).map { _ in Float.random(in: -1...1, using: &generator) * one.scale }
    let curve = try curve(one, solution)
    let distance =
      one.isEuclidean
      ? Double(solution.reduce(0) { $0 + $1 * $1 }).squareRoot() : Double(solution.map(abs).max() ?? 0)
    guard case .plateau(let plateau) = PlateauCriterion().judge(curve) else {
      Issue.record("no plateau: \(PlateauCriterion().judge(curve))")
      return
    }
    #expect(one.ratios.contains(plateau.height / distance), "\(plateau.height / distance)")
    // A run that is stopped as soon as it can be has the same answer.
    let stopped = try #require(firstPlateau(curve))
    #expect(abs(stopped.height / plateau.height - 1) < 0.05, "\(stopped)")
    #expect(stopped.lastStep < one.steps)
  }

  /// What a run that asks after every step is told first.
  private func firstPlateau(_ curve: RateCurve) -> PlateauCriterion.Plateau? {
    var sofar = RateCurve()
    for point in curve.points {
      sofar.append(point)
      if case .plateau(let plateau) = PlateauCriterion().judge(sofar) { return plateau }
    }
    return nil
  }

  /// `d` after each step from 0, all learning rates 1.
  private func curve(_ one: Case, _ solution: [Float]) throws -> RateCurve {
    let layout = ParameterLayout([
      ParameterGroup(name: "unet", learningRate: 1, tensors: [ParameterTensor(offset: 0, shape: [solution.count])])
    ])
    var optimizer = try OptimizerChoice(type: one.optimizer, arguments: [], learningRate: 1).makeOptimizer(layout)
    var parameters = [Float](repeating: 0, count: solution.count)
    var generator = SplitMix(seed: 1)
    let rows = (0..<128).map { _ in solution.map { _ in Float.random(in: -1...1, using: &generator) } }
    var curve = RateCurve()
    for step in 1...one.steps {
      let errors = zip(parameters, solution).map { $0 - $1 }
      var gradients: [Float]
      switch one.problem {
      case .absolute: gradients = errors.map { $0 > 0 ? 1 : $0 < 0 ? -1 : 0 }
      case .quadratic: gradients = errors
      case .stochastic:
        gradients = [Float](repeating: 0, count: solution.count)
        for _ in 0..<4 {
          let row = rows[Int.random(in: rows.indices, using: &generator)]
          let error = zip(row, errors).reduce(0) { $0 + $1.0 * $1.1 }
          for index in gradients.indices { gradients[index] += error * row[index] / 4 }
        }
      }
      var parameterSpan = parameters.mutableSpan
      var gradientSpan = gradients.mutableSpan
      optimizer.step(parameters: &parameterSpan, gradients: &gradientSpan, learningRates: [1])
      curve.append(RateCurve.Point(step: step, value: try #require(optimizer.adaptedStepSize)))
    }
    return curve
  }
}
