internal import CLoracKernels
internal import Glibc

/// AdamW as bitsandbytes computes it on a CPU: moments of large tensors in 8 bits, of small ones in 32.
///
/// Paged forms differ only in where a GPU keeps the states.
package struct BlockAdamW: Optimizer {
  struct Settings: OptimizerSettings {
    let betas: [Double]
    let epsilon: Double
    let weightDecay: Double
    /// The number of elements from which a tensor's moments have 8 bits.
    let minimum: Int

    // Without `bits` the argument `optim_bits` decides. The paged classes have no argument `is_paged`.
    init(_ arguments: inout ArgumentReader, bits: Int?, isPaged: Bool) {
      betas = arguments.numbers("betas", [0.9, 0.999])
      epsilon = arguments.number("eps", 1e-8, .notNegative)
      weightDecay = arguments.number("weight_decay", 1e-2, .notNegative)
      let minimum = arguments.quantizationMinimum(isPaged ? [] : ["is_paged"])
      if bits == 8 {
        arguments.only("amsgrad", [.boolean(false)])
        arguments.only("optim_bits", [.number(32, isInteger: true)])
      } else {
        arguments.withoutEffect("amsgrad")
      }
      let hasEightBits: Bool
      if bits == nil {
        let bits = arguments.number("optim_bits", 32)
        if bits != 8 && bits != 32 { arguments.refuse("optim_bits", "8 or 32") }
        hasEightBits = bits == 8
      } else {
        if bits == 32 { arguments.withoutEffect("optim_bits") }
        hasEightBits = bits == 8
      }
      self.minimum = hasEightBits ? minimum : .max
    }

    func makeOptimizer(_ layout: ParameterLayout) -> any Optimizer { BlockAdamW(self, layout) }

    /// The numbers of one step of 8-bit (`isQuantized`) or 32-bit arithmetic, which divide by the correction elsewhere.
    fileprivate func numbers(_ rate: Double, _ step: Double, isQuantized: Bool) -> lorac_adam_step {
      let correction1 = 1 - pow(betas[0], step)
      let correction2 = (1 - pow(betas[1], step)).squareRoot()
      return lorac_adam_step(
        decay: Float(1 - rate * weightDecay), beta1: Float(betas[0]), weight1: Float(1 - betas[0]),
        beta2: Float(betas[1]), weight2: Float(1 - betas[1]), correction: Float(correction2),
        epsilon: Float(isQuantized ? epsilon : epsilon * correction2),
        step: Float(isQuantized ? -rate / correction1 : -rate * correction2 / correction1))
    }
  }

  package let layout: ParameterLayout
  private let settings: Settings
  private let places: QuantizedLayout
  private var steps: [Int64]
  private var first: QuantizedState
  private var second: QuantizedState

  package var dependsOnElementOrder: Bool { true }

  init(_ settings: Settings, _ layout: ParameterLayout) {
    self.settings = settings
    self.layout = layout
    places = QuantizedLayout(layout, minimum: settings.minimum)
    steps = zeroCounts(layout)
    first = QuantizedState(places)
    second = QuantizedState(places)
  }

  package static var stateFields: [StateField<BlockAdamW>] {
    [
      .counts("step", \.steps), .codes("state1", \.first.codes), .floats("absmax1", \.first.scales),
      .floats("state1_32bit", \.first.numbers), .codes("state2", \.second.codes),
      .floats("absmax2", \.second.scales), .floats("state2_32bit", \.second.numbers),
    ]
  }

  package mutating func update(_ step: borrowing OptimizerStep) {
    let tensors = step.tensors
    for tensor in tensors { steps[tensor.index] += 1 }
    let (settings, places, steps) = (settings, places, steps)
    first.withTensors(places, .signed) { first in
      second.withTensors(places, .unsigned) { second in
        for tensor in tensors {
          let step = Double(steps[tensor.index])
          switch (first(tensor.index), second(tensor.index)) {
          case (.codes(let first), .codes(let second)):
            lorac_adamw_quantized(
              tensor.parameters, tensor.gradients, first, second, tensor.count,
              settings.numbers(tensor.learningRate, step, isQuantized: true))
          case (.numbers(let first), .numbers(let second)):
            lorac_adamw_bitsandbytes(
              tensor.parameters, tensor.gradients, first, second, tensor.count,
              settings.numbers(tensor.learningRate, step, isQuantized: false))
          default: preconditionFailure("both moments of a tensor have the same form")
          }
        }
      }
    }
  }
}
