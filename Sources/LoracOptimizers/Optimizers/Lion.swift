internal import CLoracKernels

/// Lion as lion-pytorch has it: parameters move by the sign of a mean of gradients.
package struct Lion: Optimizer {
  struct Settings: OptimizerSettings {
    let betas: [Double]
    let weightDecay: Double

    // `decoupled_weight_decay` divides by the recipe's general rate, whatever the group's.
    init(_ arguments: inout ArgumentReader, learningRate: Double) {
      betas = arguments.numbers("betas", [0.9, 0.99], .upToOne)
      let decay = arguments.number("weight_decay", 0)
      let isDecoupled = arguments.boolean("decoupled_weight_decay", false)
      weightDecay = isDecoupled ? decay / learningRate : decay
      arguments.only("use_triton", [.boolean(false)])
    }

    func makeOptimizer(_ layout: ParameterLayout) -> any Optimizer { Lion(self, layout) }
  }

  package let layout: ParameterLayout
  private let settings: Settings
  private var average: [Float]

  init(_ settings: Settings, _ layout: ParameterLayout) {
    self.settings = settings
    self.layout = layout
    average = zeros(layout)
  }

  package static var stateFields: [StateField<Lion>] { [.floats("exp_avg", \.average)] }

  package mutating func update(_ step: borrowing OptimizerStep) {
    let tensors = step.tensors
    let settings = settings
    average.withUnsafeMutableBufferPointer { average in
      guard let average = average.baseAddress else { return }
      for tensor in tensors {
        lorac_lion(
          tensor.parameters, tensor.gradients, average + tensor.offset, tensor.count,
          Float(1 - tensor.learningRate * settings.weightDecay), Float(settings.betas[0]),
          Float(1 - settings.betas[0]), Float(settings.betas[1]), Float(1 - settings.betas[1]),
          Float(tensor.learningRate))
      }
    }
  }
}
