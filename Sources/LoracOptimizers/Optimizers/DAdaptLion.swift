internal import CLoracKernels
internal import Glibc

/// Lion whose step size is estimated, as dadaptation's DAdaptLion has it.
package struct DAdaptLion: Optimizer {
  struct Settings: OptimizerSettings {
    let betas: [Double]
    let weightDecay: Double
    let initialStepSize: Double

    var needsOneLearningRate: Bool { true }

    init(_ arguments: inout ArgumentReader) {
      betas = arguments.numbers("betas", [0.9, 0.99])
      weightDecay = arguments.number("weight_decay", 0)
      initialStepSize = arguments.number("d0", 1e-6)
      arguments.withoutEffect("log_every")
      arguments.only("fsdp_in_use", [.boolean(false)])
    }

    func makeOptimizer(_ layout: ParameterLayout) -> any Optimizer { DAdaptLion(self, layout) }
  }

  package let layout: ParameterLayout
  private let settings: Settings
  private var stepSize: Double
  private var numerator = 0.0
  private var average: [Float]
  private var sum: [Float]

  package var adaptedStepSize: Double? { stepSize }

  init(_ settings: Settings, _ layout: ParameterLayout) {
    self.settings = settings
    self.layout = layout
    stepSize = settings.initialStepSize
    average = zeros(layout)
    sum = zeros(layout)
  }

  package static var stateFields: [StateField<DAdaptLion>] {
    [
      .number("d", \.stepSize), .number("numerator_weighted", \.numerator), .floats("exp_avg", \.average),
      .floats("s", \.sum),
    ]
  }

  package mutating func update(_ step: borrowing OptimizerStep) {
    let tensors = step.tensors
    let settings = settings
    let (beta1, beta2) = (settings.betas[0], settings.betas[1])
    let rootBeta2 = pow(beta2, 0.5)
    let rate = step.largestLearningRate
    let scaledRate = stepSize * rate
    let factors = lorac_adaptation(
      keep_first: Float(beta2), take_first: Float((1 - beta2) * scaledRate), keep_second: Float(beta1),
      take_second: Float(1 - beta1), keep_sum: Float(rootBeta2), take_sum: Float((1 - rootBeta2) * scaledRate),
      epsilon: 0)
    var sums = lorac_adaptation_sums()
    withPointers(&average, &sum) { average, sum in
      for tensor in tensors {
        sums += lorac_adapt_lion(
          tensor.parameters, tensor.gradients, average + tensor.offset, sum + tensor.offset, tensor.count,
          Float(1 - scaledRate * settings.weightDecay), Float(scaledRate), factors)
      }
    }
    if sums.size == 0 { return }
    numerator = rootBeta2 * numerator + (1 - rootBeta2) * scaledRate * sums.numerator
    if rate > 0 { stepSize = max(stepSize, numerator / ((1 - rootBeta2) * sums.size)) }
  }
}
