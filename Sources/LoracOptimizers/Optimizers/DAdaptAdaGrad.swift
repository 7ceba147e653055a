internal import CLoracKernels

/// AdaGrad whose step size is estimated, as dadaptation's DAdaptAdaGrad has it.
package struct DAdaptAdaGrad: Optimizer {
  struct Settings: OptimizerSettings {
    let momentum: Double
    let epsilon: Double
    let weightDecay: Double
    let growth: StepSizeGrowth

    init(_ arguments: inout ArgumentReader) {
      momentum = arguments.number("momentum", 0, .notNegative)
      epsilon = arguments.number("eps", 1e-6, .positive)
      weightDecay = arguments.number("weight_decay", 0)
      growth = StepSizeGrowth(&arguments)
      arguments.withoutEffect("log_every")
    }

    func makeOptimizer(_ layout: ParameterLayout) -> any Optimizer { DAdaptAdaGrad(self, layout) }
  }

  package let layout: ParameterLayout
  private let settings: Settings
  private var stepSize: Double
  private var weightedSums = 0.0
  private var weightedSquares = 0.0
  private var size = 0.0
  /// For each tensor, whether its start has been taken.
  private var hasStarted: [Int64]
  private var squares: [Float]
  private var sum: [Float]
  private var start: [Float]

  package var adaptedStepSize: Double? { stepSize }

  init(_ settings: Settings, _ layout: ParameterLayout) {
    self.settings = settings
    self.layout = layout
    stepSize = settings.growth.initial
    hasStarted = zeroCounts(layout)
    squares = [Float](repeating: 1e-6, count: layout.parameterCount)
    sum = zeros(layout)
    start = zeros(layout)
  }

  package static var stateFields: [StateField<DAdaptAdaGrad>] {
    [
      .number("d", \.stepSize), .number("sksq_weighted", \.weightedSums), .number("gsq_weighted", \.weightedSquares),
      .number("skl1", \.size), .counts("started", \.hasStarted), .floats("alphak", \.squares), .floats("sk", \.sum),
      .floats("x0", \.start),
    ]
  }

  package mutating func update(_ step: borrowing OptimizerStep) {
    let tensors = step.tensors
    let settings = settings
    // The library takes the first group's rate for all.
    let rate = step.learningRates.first ?? 0
    let scaledRate = stepSize * rate
    takeStarts(tensors, &hasStarted, &start)
    var sums = lorac_adaptation_sums()
    withPointers(&squares, &sum) { squares, sum in
      for tensor in tensors {
        tensor.addCoupledDecay(settings.weightDecay)
        sums += lorac_adapt_adagrad(
          tensor.gradients, squares + tensor.offset, sum + tensor.offset, tensor.count, Float(scaledRate),
          Float(settings.epsilon))
      }
    }
    // The first two grow even in a step that makes no progress; both changes are zero then.
    weightedSums += sums.numerator
    size += sums.size
    if size == 0 { return }
    weightedSquares += scaledRate * scaledRate * sums.counterweight
    if rate > 0 {
      let estimate = (weightedSums - weightedSquares) / size
      stepSize = settings.growth.next(stepSize, estimate: estimate)
    }
    let weight = 1 - settings.momentum
    withPointers(&squares, &sum, &start) { squares, sum, start in
      for tensor in tensors {
        lorac_move_averaged(
          tensor.parameters, start + tensor.offset, sum + tensor.offset, squares + tensor.offset, tensor.count,
          Float(settings.epsilon), Float(1 - weight), Float(weight))
      }
    }
  }
}
