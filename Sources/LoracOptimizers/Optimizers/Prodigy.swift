internal import CLoracKernels
internal import Glibc

/// Adam whose step size is estimated from the distance to the start, as prodigyopt 1.1 has it.
package struct Prodigy: Optimizer {
  struct Settings: OptimizerSettings {
    let betas: [Double]
    let beta3: Double
    let epsilon: Double
    let weightDecay: Double
    let isDecoupled: Bool
    let correctsBias: Bool
    let safeguardsWarmup: Bool
    let growth: StepSizeGrowth
    let coefficient: Double
    /// Every how many elements of a tensor count for the estimate.
    let stride: Int

    var needsOneLearningRate: Bool { true }

    init(_ arguments: inout ArgumentReader) {
      betas = arguments.numbers("betas", [0.9, 0.999])
      beta3 = arguments.numberOrNone("beta3") ?? betas[1].squareRoot()
      epsilon = arguments.number("eps", 1e-8, .positive)
      weightDecay = arguments.number("weight_decay", 0)
      isDecoupled = arguments.boolean("decouple", true)
      correctsBias = arguments.boolean("use_bias_correction", false)
      safeguardsWarmup = arguments.boolean("safeguard_warmup", false)
      growth = StepSizeGrowth(&arguments)
      coefficient = arguments.number("d_coef", 1)
      stride = arguments.count("slice_p", 1)
      arguments.only("fsdp_in_use", [.boolean(false)])
    }

    func makeOptimizer(_ layout: ParameterLayout) -> any Optimizer { Prodigy(self, layout) }
  }

  package let layout: ParameterLayout
  private let settings: Settings
  private var stepSize: Double
  private var largestStepSize: Double
  /// Steps that made progress.
  private var steps = 0.0
  private var numerator = 0.0
  /// For each tensor, whether it has had a gradient: its start is taken then.
  private var hasStarted: [Int64]
  /// Empty without a first moment.
  private var first: [Float]
  private var second: [Float]
  private var sum: [Float]
  private var start: [Float]

  package var adaptedStepSize: Double? { stepSize }

  package var dependsOnElementOrder: Bool { settings.stride > 1 }

  init(_ settings: Settings, _ layout: ParameterLayout) {
    self.settings = settings
    self.layout = layout
    stepSize = settings.growth.initial
    largestStepSize = settings.growth.initial
    hasStarted = zeroCounts(layout)
    first = settings.betas[0] > 0 ? zeros(layout) : []
    second = zeros(layout)
    sum = zeros(layout)
    start = zeros(layout)
  }

  package static var stateFields: [StateField<Prodigy>] {
    [
      .number("d", \.stepSize), .number("d_max", \.largestStepSize), .number("k", \.steps),
      .number("d_numerator", \.numerator), .counts("started", \.hasStarted), .floats("exp_avg", \.first),
      .floats("exp_avg_sq", \.second), .floats("s", \.sum), .floats("p0", \.start),
    ]
  }

  package mutating func update(_ step: borrowing OptimizerStep) {
    let tensors = step.tensors
    let (beta1, beta2) = (settings.betas[0], settings.betas[1])
    let rate = step.largestLearningRate
    let correction =
      settings.correctsBias ? pow(1 - pow(beta2, steps + 1), 0.5) / (1 - pow(beta1, steps + 1)) : 1
    let scaledRate = stepSize * rate * correction
    takeStarts(tensors, &hasStarted, &start, stride: settings.stride)
    let sums = updateMoments(tensors, scaledRate)
    // Without any progress, as in the first step of a warm-up, the reference does nothing more.
    if sums.size == 0 { return }
    if rate > 0 {
      numerator = numerator * settings.beta3 + stepSize / settings.growth.initial * scaledRate * sums.numerator
      estimateStepSize(sums.size)
    }
    move(tensors, scaledRate)
    steps += 1
  }

  private mutating func updateMoments(_ tensors: [TensorStep], _ scaledRate: Double) -> lorac_adaptation_sums {
    let settings = settings
    let (beta1, beta2) = (settings.betas[0], settings.betas[1])
    let growth = stepSize / settings.growth.initial
    let factors = lorac_adaptation(
      keep_first: Float(beta1), take_first: Float(stepSize * (1 - beta1)), keep_second: Float(beta2),
      take_second: Float(stepSize * stepSize * (1 - beta2)), keep_sum: Float(settings.beta3),
      take_sum: Float(growth * (settings.safeguardsWarmup ? stepSize : scaledRate)), epsilon: 0)
    var sums = lorac_adaptation_sums()
    withPointers(&second, &sum, &start) { second, sum, start in
      first.withUnsafeMutableBufferPointer { first in
        for tensor in tensors {
          tensor.addCoupledDecay(settings.isDecoupled ? 0 : settings.weightDecay)
          guard tensor.learningRate > 0 else { continue }
          sums += lorac_adapt_prodigy(
            tensor.parameters, tensor.gradients, start + tensor.offset,
            first.isEmpty ? nil : first.baseAddress.map { $0 + tensor.offset }, second + tensor.offset,
            sum + tensor.offset, tensor.count, settings.stride, factors)
        }
      }
    }
    return sums
  }

  private mutating func estimateStepSize(_ size: Double) {
    let estimate = settings.coefficient * numerator / size
    if stepSize == settings.growth.initial { stepSize = max(stepSize, estimate) }
    largestStepSize = max(largestStepSize, estimate)
    stepSize = min(largestStepSize, stepSize * settings.growth.rate)
  }

  private mutating func move(_ tensors: [TensorStep], _ scaledRate: Double) {
    let settings = settings
    let epsilon = Float(stepSize * settings.epsilon)
    let decay = settings.isDecoupled ? Float(-settings.weightDecay * scaledRate) : 0
    // Without a first moment the gradient takes its place, scaled as the moment would have been.
    let hasFirst = !first.isEmpty
    let step = Float(hasFirst ? -scaledRate : -scaledRate * stepSize)
    second.withUnsafeMutableBufferPointer { second in
      first.withUnsafeMutableBufferPointer { first in
        guard let second = second.baseAddress, let first = first.baseAddress else { return }
        for tensor in tensors {
          lorac_move_adapted(
            tensor.parameters, hasFirst ? first + tensor.offset : tensor.gradients,
            second + tensor.offset, tensor.count, decay, step, epsilon)
        }
      }
    }
  }
}
