internal import CLoracKernels

/// Adan whose step size is estimated, as dadaptation's DAdaptAdan and DAdaptAdanIP have it.
package struct DAdaptAdan: Optimizer {
  struct Settings: OptimizerSettings {
    let betas: [Double]
    let epsilon: Double
    let weightDecay: Double
    let hasNoProximalDecay: Bool
    let growth: StepSizeGrowth
    /// Whether the estimate comes from an inner product: the form called IP.
    let usesInnerProduct: Bool

    init(_ arguments: inout ArgumentReader, usesInnerProduct: Bool) {
      betas = arguments.numbers("betas", [0.98, 0.92, 0.99])
      epsilon = arguments.number("eps", 1e-8, .positive)
      weightDecay = arguments.number("weight_decay", 0.02)
      hasNoProximalDecay = arguments.boolean("no_prox", false)
      growth = StepSizeGrowth(&arguments)
      arguments.withoutEffect("log_every")
      self.usesInnerProduct = usesInnerProduct
    }

    func makeOptimizer(_ layout: ParameterLayout) -> any Optimizer { DAdaptAdan(self, layout) }
  }

  package let layout: ParameterLayout
  private let settings: Settings
  private var stepSize: Double
  /// The decayed sum of the gradients' weighted squares, or of the inner products.
  private var weighted = 0.0
  /// For each tensor the steps that made progress; the first gradient stands for the one before it.
  private var steps: [Int64]
  private var first: [Float]
  private var difference: [Float]
  private var second: [Float]
  private var sum: [Float]
  private var previous: [Float]

  package var adaptedStepSize: Double? { stepSize }

  init(_ settings: Settings, _ layout: ParameterLayout) {
    self.settings = settings
    self.layout = layout
    stepSize = settings.growth.initial
    steps = zeroCounts(layout)
    first = zeros(layout)
    difference = zeros(layout)
    second = zeros(layout)
    sum = zeros(layout)
    previous = zeros(layout)
  }

  package static var stateFields: [StateField<DAdaptAdan>] {
    [
      .number("d", \.stepSize), .number("weighted", \.weighted), .counts("step", \.steps),
      .floats("exp_avg", \.first), .floats("exp_avg_diff", \.difference), .floats("exp_avg_sq", \.second),
      .floats("s", \.sum), .floats("pre_grad", \.previous),
    ]
  }

  package mutating func update(_ step: borrowing OptimizerStep) {
    let tensors = step.tensors
    let settings = settings
    let (beta1, beta2, beta3) = (settings.betas[0], settings.betas[1], settings.betas[2])
    // The library takes the first group's rate for all.
    let rate = step.learningRates.first ?? 0
    let scaledRate = stepSize * rate
    let factors = lorac_adaptation(
      keep_first: Float(beta1), take_first: Float(scaledRate * (1 - beta1)), keep_second: Float(beta3),
      take_second: Float(1 - beta3), keep_sum: Float(beta3), take_sum: Float(scaledRate * (1 - beta3)),
      epsilon: Float(settings.epsilon))
    for tensor in tensors where steps[tensor.index] == 0 { rememberGradient(tensor) }
    var sums = lorac_adaptation_sums()
    withStates { states in
      for tensor in tensors {
        sums += lorac_adapt_adan(
          tensor.gradients, states(tensor), tensor.count, factors, Float(beta2), Float(scaledRate * (1 - beta2)),
          settings.usesInnerProduct)
      }
    }
    if sums.size == 0 { return }
    weighted =
      beta3 * weighted + (1 - beta3)
      * (settings.usesInnerProduct
        ? scaledRate * sums.numerator : scaledRate * scaledRate * sums.counterweight)
    if rate > 0 {
      let estimate =
        settings.usesInnerProduct
        ? 2 * (beta3 / (1 - beta3)) * weighted / sums.size
        : (sums.numerator / (1 - beta3) - weighted) / sums.size
      stepSize = settings.growth.next(stepSize, estimate: estimate)
    }
    let decay = scaledRate * settings.weightDecay
    withStates { states in
      for tensor in tensors {
        lorac_move_adan(
          tensor.parameters, states(tensor), tensor.count, Float(beta2), Float(settings.epsilon),
          Float(settings.hasNoProximalDecay ? 1 - decay : 1), Float(settings.hasNoProximalDecay ? 1 : 1 + decay))
      }
    }
    for tensor in tensors {
      rememberGradient(tensor)
      steps[tensor.index] += 1
    }
  }

  private mutating func rememberGradient(_ tensor: TensorStep) {
    previous.withUnsafeMutableBufferPointer { previous in
      guard let previous = previous.baseAddress else { return }
      (previous + tensor.offset).update(from: tensor.gradients, count: tensor.count)
    }
  }

  private mutating func withStates(_ body: ((TensorStep) -> lorac_adan_states) -> Void) {
    withPointers(&first, &difference, &second) { first, difference, second in
      withPointers(&sum, &previous) { sum, previous in
        body { tensor in
          lorac_adan_states(
            first: first + tensor.offset, difference: difference + tensor.offset, second: second + tensor.offset,
            sum: sum + tensor.offset, previous: previous + tensor.offset)
        }
      }
    }
  }
}
