internal import CLoracKernels

/// torch.optim.SGD as kohya's `SGDNesterov` makes it: with Nesterov's correction, and momentum 0.9 unless given.
package struct NesterovSGD: Optimizer {
  struct Settings: OptimizerSettings {
    let momentum: Double
    let weightDecay: Double
    let maximizes: Bool

    init(_ arguments: inout ArgumentReader) {
      momentum = arguments.number("momentum", 0.9, .positive)
      // PyTorch refuses Nesterov's correction with any other dampening.
      arguments.only("dampening", [.number(0, isInteger: true), .number(0, isInteger: false)])
      weightDecay = arguments.number("weight_decay", 0, .notNegative)
      maximizes = arguments.boolean("maximize", false)
      arguments.withoutEffect("foreach")
      arguments.withoutEffect("fused")
      arguments.only("differentiable", [.boolean(false)])
    }

    func makeOptimizer(_ layout: ParameterLayout) -> any Optimizer { NesterovSGD(self, layout) }
  }

  package let layout: ParameterLayout
  private let settings: Settings
  /// For each tensor the steps made: its velocity begins with its first gradient.
  private var steps: [Int64]
  private var velocity: [Float]

  init(_ settings: Settings, _ layout: ParameterLayout) {
    self.settings = settings
    self.layout = layout
    steps = zeroCounts(layout)
    velocity = zeros(layout)
  }

  package static var stateFields: [StateField<NesterovSGD>] {
    [.counts("step", \.steps), .floats("momentum_buffer", \.velocity)]
  }

  package mutating func update(_ step: borrowing OptimizerStep) {
    let tensors = step.tensors
    let settings = settings
    withPointers(&velocity, &steps) { velocity, steps in
      for tensor in tensors {
        if settings.maximizes { lorac_scale(tensor.gradients, tensor.count, -1) }
        lorac_momentum(
          tensor.parameters, tensor.gradients, velocity + tensor.offset, tensor.count,
          lorac_momentum_step(
            weight_decay: Float(settings.weightDecay), momentum: Float(settings.momentum), weight: 1,
            rate: Float(tensor.learningRate), is_first: steps[tensor.index] == 0, is_nesterov: true))
        steps[tensor.index] += 1
      }
    }
  }
}
