internal import CLoracKernels

/// Gradient descent whose step size is estimated, as dadaptation's DAdaptSGD has it.
///
/// Where the rate is 0 the library stops with an error; here nothing happens in such a step.
package struct DAdaptSGD: Optimizer {
  struct Settings: OptimizerSettings {
    let momentum: Double
    let weightDecay: Double
    let growth: StepSizeGrowth

    var needsOneLearningRate: Bool { true }

    init(_ arguments: inout ArgumentReader) {
      momentum = arguments.number("momentum", 0)
      weightDecay = arguments.number("weight_decay", 0)
      growth = StepSizeGrowth(&arguments)
      arguments.withoutEffect("log_every")
      arguments.only("fsdp_in_use", [.boolean(false)])
    }

    func makeOptimizer(_ layout: ParameterLayout) -> any Optimizer { DAdaptSGD(self, layout) }
  }

  package let layout: ParameterLayout
  private let settings: Settings
  private var stepSize: Double
  private var numerator = 0.0
  /// The norm of the first gradients; 0 before.
  private var firstNorm = 0.0
  /// For each tensor, whether its start has been taken.
  private var hasStarted: [Int64]
  private var sum: [Float]
  private var start: [Float]

  package var adaptedStepSize: Double? { stepSize }

  init(_ settings: Settings, _ layout: ParameterLayout) {
    self.settings = settings
    self.layout = layout
    stepSize = settings.growth.initial
    hasStarted = zeroCounts(layout)
    sum = zeros(layout)
    start = zeros(layout)
  }

  package static var stateFields: [StateField<DAdaptSGD>] {
    [
      .number("d", \.stepSize), .number("numerator_weighted", \.numerator), .number("g0_norm", \.firstNorm),
      .counts("started", \.hasStarted), .floats("s", \.sum), .floats("x0", \.start),
    ]
  }

  package mutating func update(_ step: borrowing OptimizerStep) {
    let tensors = step.tensors
    let settings = settings
    let rate = step.largestLearningRate
    guard rate > 0 else { return }
    if firstNorm == 0 {
      firstNorm = tensors.filter { $0.learningRate > 0 }
        .reduce(0) { $0 + lorac_sum_of_squares($1.gradients, $1.count) }.squareRoot()
    }
    guard firstNorm > 0 else { return }
    takeStarts(tensors, &hasStarted, &start)
    let scaledRate = stepSize * rate / firstNorm
    var sums = lorac_adaptation_sums()
    sum.withUnsafeMutableBufferPointer { sum in
      guard let sum = sum.baseAddress else { return }
      for tensor in tensors {
        tensor.addCoupledDecay(settings.weightDecay)
        guard tensor.learningRate > 0 else { continue }
        sums += lorac_adapt_descent(tensor.gradients, sum + tensor.offset, tensor.count, Float(scaledRate))
      }
    }
    guard sums.size > 0 else { return }
    numerator += scaledRate * sums.numerator
    let estimate = 2 * numerator / sums.size.squareRoot()
    stepSize = settings.growth.next(stepSize, estimate: estimate)
    let weight = 1 - settings.momentum
    withPointers(&sum, &start) { sum, start in
      for tensor in tensors {
        lorac_move_averaged(
          tensor.parameters, start + tensor.offset, sum + tensor.offset, nil, tensor.count, 0, Float(1 - weight),
          Float(weight))
      }
    }
  }
}
