internal import CLoracKernels
internal import Glibc

/// torch.optim.AdamW: moments in single precision, weight decay apart from the gradient.
///
/// Equal to PyTorch's kernels bit for bit, but for their square root, which is not always rounded correctly.
package struct AdamW: Optimizer {
  struct Settings: OptimizerSettings {
    let betas: [Double]
    let epsilon: Double
    let weightDecay: Double
    let isAMSGrad: Bool
    let maximizes: Bool

    init(_ arguments: inout ArgumentReader) {
      betas = arguments.numbers("betas", [0.9, 0.999])
      epsilon = arguments.number("eps", 1e-8, .notNegative)
      weightDecay = arguments.number("weight_decay", 1e-2, .notNegative)
      isAMSGrad = arguments.boolean("amsgrad", false)
      maximizes = arguments.boolean("maximize", false)
      arguments.withoutEffect("foreach")
      arguments.withoutEffect("fused")
      arguments.only("capturable", [.boolean(false)])
      arguments.only("differentiable", [.boolean(false)])
    }

    func makeOptimizer(_ layout: ParameterLayout) -> any Optimizer { AdamW(self, layout) }
  }

  package let layout: ParameterLayout
  private let settings: Settings
  private var steps: [Int64]
  private var first: [Float]
  private var second: [Float]
  /// The largest second moment so far; empty without AMSGrad.
  private var largest: [Float]

  init(_ settings: Settings, _ layout: ParameterLayout) {
    self.settings = settings
    self.layout = layout
    steps = zeroCounts(layout)
    first = zeros(layout)
    second = zeros(layout)
    largest = settings.isAMSGrad ? zeros(layout) : []
  }

  package static var stateFields: [StateField<AdamW>] {
    [
      .counts("step", \.steps), .floats("exp_avg", \.first), .floats("exp_avg_sq", \.second),
      .floats("max_exp_avg_sq", \.largest),
    ]
  }

  package mutating func update(_ step: borrowing OptimizerStep) {
    let tensors = step.tensors
    for tensor in tensors { steps[tensor.index] += 1 }
    let settings = settings
    let steps = steps
    withPointers(&first, &second) { first, second in
      largest.withUnsafeMutableBufferPointer { largest in
        for tensor in tensors {
          if settings.maximizes { lorac_scale(tensor.gradients, tensor.count, -1) }
          lorac_adamw(
            tensor.parameters, tensor.gradients, first + tensor.offset, second + tensor.offset,
            largest.isEmpty ? nil : largest.baseAddress.map { $0 + tensor.offset }, tensor.count,
            settings.numbers(tensor.learningRate, Double(steps[tensor.index])))
        }
      }
    }
  }
}

extension AdamW.Settings {
  fileprivate func numbers(_ rate: Double, _ step: Double) -> lorac_adam_step {
    lorac_adam_step(
      decay: Float(1 - rate * weightDecay), beta1: Float(betas[0]), weight1: Float(1 - betas[0]),
      beta2: Float(betas[1]), weight2: Float(1 - betas[1]), correction: Float((1 - pow(betas[1], step)).squareRoot()),
      epsilon: Float(epsilon), step: Float(-(rate / (1 - pow(betas[0], step)))))
  }
}
