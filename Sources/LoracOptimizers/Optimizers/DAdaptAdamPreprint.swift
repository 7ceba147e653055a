internal import CLoracKernels

/// kohya's `DAdaptation`: Adam whose step size is estimated, in the form of the paper's preprint (dadaptation 3.2).
package struct DAdaptAdamPreprint: Optimizer {
  struct Settings: OptimizerSettings {
    let betas: [Double]
    let epsilon: Double
    let weightDecay: Double
    let isDecoupled: Bool
    let growth: StepSizeGrowth

    var needsOneLearningRate: Bool { true }

    init(_ arguments: inout ArgumentReader) {
      betas = arguments.numbers("betas", [0.9, 0.999])
      epsilon = arguments.number("eps", 1e-8, .positive)
      weightDecay = arguments.number("weight_decay", 0)
      isDecoupled = arguments.boolean("decouple", false)
      growth = StepSizeGrowth(&arguments)
      arguments.withoutEffect("log_every")
      arguments.only("fsdp_in_use", [.boolean(false)])
    }

    func makeOptimizer(_ layout: ParameterLayout) -> any Optimizer { DAdaptAdamPreprint(self, layout) }
  }

  package let layout: ParameterLayout
  private let settings: Settings
  private var stepSize: Double
  /// The decayed sum of the gradients' weighted squares.
  private var weightedSquares = 0.0
  private var first: [Float]
  private var second: [Float]
  private var sum: [Float]

  package var adaptedStepSize: Double? { stepSize }

  init(_ settings: Settings, _ layout: ParameterLayout) {
    self.settings = settings
    self.layout = layout
    stepSize = settings.growth.initial
    first = zeros(layout)
    second = zeros(layout)
    sum = zeros(layout)
  }

  package static var stateFields: [StateField<DAdaptAdamPreprint>] {
    [
      .number("d", \.stepSize), .number("gsq_weighted", \.weightedSquares), .floats("exp_avg", \.first),
      .floats("exp_avg_sq", \.second), .floats("s", \.sum),
    ]
  }

  package mutating func update(_ step: borrowing OptimizerStep) {
    let tensors = step.tensors
    let settings = settings
    let (beta1, beta2) = (settings.betas[0], settings.betas[1])
    let rate = step.largestLearningRate
    let scaledRate = stepSize * rate
    let factors = lorac_adaptation(
      keep_first: Float(beta1), take_first: Float(scaledRate * (1 - beta1)), keep_second: Float(beta2),
      take_second: Float(1 - beta2), keep_sum: Float(beta2), take_sum: Float(scaledRate * (1 - beta2)),
      epsilon: Float(settings.epsilon))
    var sums = lorac_adaptation_sums()
    withPointers(&first, &second, &sum) { first, second, sum in
      for tensor in tensors {
        tensor.addCoupledDecay(settings.isDecoupled ? 0 : settings.weightDecay)
        guard tensor.learningRate > 0 else { continue }
        sums += lorac_adapt_adam_preprint(
          tensor.gradients, first + tensor.offset, second + tensor.offset, sum + tensor.offset, tensor.count, factors)
      }
    }
    // Without any progress, as in the first step of a warm-up, the reference does nothing more.
    if sums.size == 0 { return }
    weightedSquares = beta2 * weightedSquares + sums.counterweight * (scaledRate * scaledRate) * (1 - beta2)
    if rate > 0 {
      let estimate = (sums.numerator / (1 - beta2) - weightedSquares) / sums.size
      stepSize = settings.growth.next(stepSize, estimate: estimate)
    }
    withPointers(&first, &second) { first, second in
      for tensor in tensors {
        let decay = settings.isDecoupled && tensor.learningRate > 0 ? Float(-settings.weightDecay * scaledRate) : 0
        lorac_move_adapted(
          tensor.parameters, first + tensor.offset, second + tensor.offset, tensor.count, decay, -1,
          Float(settings.epsilon))
      }
    }
  }
}
