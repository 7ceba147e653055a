internal import CLoracKernels
internal import Glibc

/// Adam whose step size is estimated, as dadaptation's DAdaptAdam has it.
package struct DAdaptAdam: Optimizer {
  struct Settings: OptimizerSettings {
    let betas: [Double]
    let epsilon: Double
    let weightDecay: Double
    let isDecoupled: Bool
    let correctsBias: Bool
    let growth: StepSizeGrowth

    var needsOneLearningRate: Bool { true }

    init(_ arguments: inout ArgumentReader) {
      betas = arguments.numbers("betas", [0.9, 0.999])
      epsilon = arguments.number("eps", 1e-8, .positive)
      weightDecay = arguments.number("weight_decay", 0)
      isDecoupled = arguments.boolean("decouple", false)
      correctsBias = arguments.boolean("use_bias_correction", false)
      growth = StepSizeGrowth(&arguments)
      arguments.withoutEffect("log_every")
      arguments.only("fsdp_in_use", [.boolean(false)])
    }

    func makeOptimizer(_ layout: ParameterLayout) -> any Optimizer { DAdaptAdam(self, layout) }
  }

  package let layout: ParameterLayout
  private let settings: Settings
  private var stepSize: Double
  /// Steps that made progress.
  private var steps = 0.0
  private var numerator = 0.0
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

  package static var stateFields: [StateField<DAdaptAdam>] {
    [
      .number("d", \.stepSize), .number("k", \.steps), .number("numerator_weighted", \.numerator),
      .floats("exp_avg", \.first), .floats("exp_avg_sq", \.second), .floats("s", \.sum),
    ]
  }

  package mutating func update(_ step: borrowing OptimizerStep) {
    let tensors = step.tensors
    let settings = settings
    let (beta1, beta2) = (settings.betas[0], settings.betas[1])
    let rootBeta2 = pow(beta2, 0.5)
    let rate = step.largestLearningRate
    let correction =
      settings.correctsBias ? pow(1 - pow(beta2, steps + 1), 0.5) / (1 - pow(beta1, steps + 1)) : 1
    let scaledRate = stepSize * rate * correction
    let factors = lorac_adaptation(
      keep_first: Float(beta1), take_first: Float(scaledRate * (1 - beta1)), keep_second: Float(beta2),
      take_second: Float(1 - beta2), keep_sum: Float(rootBeta2), take_sum: Float(scaledRate * (1 - rootBeta2)),
      epsilon: Float(settings.epsilon))
    var sums = lorac_adaptation_sums()
    withPointers(&first, &second, &sum) { first, second, sum in
      for tensor in tensors {
        tensor.addCoupledDecay(settings.isDecoupled ? 0 : settings.weightDecay)
        guard tensor.learningRate > 0 else { continue }
        sums += lorac_adapt_adam(
          tensor.gradients, first + tensor.offset, second + tensor.offset, sum + tensor.offset, tensor.count, factors)
      }
    }
    if sums.size == 0 { return }
    numerator = rootBeta2 * numerator + (1 - rootBeta2) * scaledRate * sums.numerator
    if rate > 0 {
      let estimate = numerator / ((1 - rootBeta2) * sums.size)
      stepSize = settings.growth.next(stepSize, estimate: estimate)
    }
    withPointers(&first, &second) { first, second in
      for tensor in tensors {
        lorac_move_adapted(
          tensor.parameters, first + tensor.offset, second + tensor.offset, tensor.count,
          settings.isDecoupled ? Float(-settings.weightDecay * scaledRate) : 0, -1, Float(settings.epsilon))
      }
    }
    steps += 1
  }
}
