internal import CLoracKernels

/// Lion as bitsandbytes computes it on a CPU, the average of large tensors in 8 bits.
package struct BlockLion: Optimizer {
  struct Settings: OptimizerSettings {
    let betas: [Double]
    let weightDecay: Double
    /// The number of elements from which a tensor's average has 8 bits.
    let minimum: Int

    // The paged class has no argument `is_paged`.
    init(_ arguments: inout ArgumentReader, isPaged: Bool) {
      betas = arguments.numbers("betas", [0.9, 0.99])
      weightDecay = arguments.number("weight_decay", 0, .notNegative)
      minimum = arguments.quantizationMinimum(isPaged ? [] : ["is_paged"])
    }

    func makeOptimizer(_ layout: ParameterLayout) -> any Optimizer { BlockLion(self, layout) }
  }

  package let layout: ParameterLayout
  private let settings: Settings
  private let places: QuantizedLayout
  private var average: QuantizedState

  package var dependsOnElementOrder: Bool { true }

  init(_ settings: Settings, _ layout: ParameterLayout) {
    self.settings = settings
    self.layout = layout
    places = QuantizedLayout(layout, minimum: settings.minimum)
    average = QuantizedState(places)
  }

  package static var stateFields: [StateField<BlockLion>] {
    [
      .codes("state1", \.average.codes), .floats("absmax1", \.average.scales),
      .floats("state1_32bit", \.average.numbers),
    ]
  }

  package mutating func update(_ step: borrowing OptimizerStep) {
    let tensors = step.tensors
    let (settings, places) = (settings, places)
    let (beta1, weight1) = (Float(settings.betas[0]), Float(1 - settings.betas[0]))
    let (beta2, weight2) = (Float(settings.betas[1]), Float(1 - settings.betas[1]))
    average.withTensors(places, .signed) { average in
      for tensor in tensors {
        let rate = Float(tensor.learningRate)
        let decay = Float(1 - tensor.learningRate * settings.weightDecay)
        switch average(tensor.index) {
        case .codes(let average):
          lorac_lion_quantized(
            tensor.parameters, tensor.gradients, average, tensor.count, decay, beta1, weight1, beta2, weight2, rate)
        case .numbers(let average):
          lorac_lion(
            tensor.parameters, tensor.gradients, average, tensor.count, decay, beta1, weight1, beta2, weight2, rate)
        }
      }
    }
  }
}
