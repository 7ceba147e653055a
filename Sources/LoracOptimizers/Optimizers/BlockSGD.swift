internal import CLoracKernels

/// bitsandbytes' SGD8bit, kohya's `SGDNesterov8bit`: plain momentum, for the library ignores Nesterov's correction.
package struct BlockSGD: Optimizer {
  struct Settings: OptimizerSettings {
    let momentum: Double
    let weightDecay: Double
    /// The number of elements from which a tensor's velocity has 8 bits.
    let minimum: Int

    init(_ arguments: inout ArgumentReader) {
      momentum = arguments.number("momentum", 0.9, .belowOne)
      if momentum == 0 { arguments.refuse("momentum", "a number above 0 and below 1") }
      // Taken, checked and never used by the library.
      _ = arguments.number("dampening", 0, .belowOne)
      weightDecay = arguments.number("weight_decay", 0, .notNegative)
      minimum = arguments.quantizationMinimum([])
    }

    func makeOptimizer(_ layout: ParameterLayout) -> any Optimizer { BlockSGD(self, layout) }
  }

  package let layout: ParameterLayout
  private let settings: Settings
  private let places: QuantizedLayout
  private var steps: [Int64]
  private var velocity: QuantizedState

  package var dependsOnElementOrder: Bool { true }

  init(_ settings: Settings, _ layout: ParameterLayout) {
    self.settings = settings
    self.layout = layout
    places = QuantizedLayout(layout, minimum: settings.minimum)
    steps = zeroCounts(layout)
    velocity = QuantizedState(places)
  }

  package static var stateFields: [StateField<BlockSGD>] {
    [
      .counts("step", \.steps), .codes("state1", \.velocity.codes), .floats("absmax1", \.velocity.scales),
      .floats("state1_32bit", \.velocity.numbers),
    ]
  }

  package mutating func update(_ step: borrowing OptimizerStep) {
    let tensors = step.tensors
    for tensor in tensors { steps[tensor.index] += 1 }
    let (settings, places, steps) = (settings, places, steps)
    velocity.withTensors(places, .signed) { velocity in
      for tensor in tensors {
        let step = lorac_momentum_step(
          weight_decay: Float(settings.weightDecay), momentum: Float(settings.momentum), weight: 1,
          rate: Float(tensor.learningRate), is_first: steps[tensor.index] == 1, is_nesterov: false)
        switch velocity(tensor.index) {
        case .codes(let velocity):
          lorac_momentum_quantized(tensor.parameters, tensor.gradients, velocity, tensor.count, step)
        case .numbers(let velocity):
          lorac_momentum(tensor.parameters, tensor.gradients, velocity, tensor.count, step)
        }
      }
    }
  }
}
