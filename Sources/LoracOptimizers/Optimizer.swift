internal import CLoracKernels

/// A rule that moves parameters along their gradients, and the state it keeps from step to step.
///
/// Parameters and gradients are flat buffers that a layout divides into groups of tensors. A step computes the same bits
/// on every CPU. All state can be saved and put back exactly, so that a resumed run goes on as if it had not stopped.
package protocol Optimizer: Sendable {
  /// How the flat buffers are divided.
  var layout: ParameterLayout { get }

  /// Whether the elements have to stand in PyTorch's order, because the rule treats neighbours together.
  var dependsOnElementOrder: Bool { get }

  /// The step size `d` that the optimizer has found, where it looks for one (D-Adaptation, Prodigy).
  var adaptedStepSize: Double? { get }

  /// The learning rates that kohya logs for the groups, given those of the schedule.
  func loggedLearningRates(_ scheduled: [Double]) -> [Double]

  /// Moves the parameters of one step.
  mutating func update(_ step: borrowing OptimizerStep)

  /// Everything that has to be saved, in order, under the reference library's names.
  static var stateFields: [StateField<Self>] { get }
}

extension Optimizer {
  package var dependsOnElementOrder: Bool { false }

  package var adaptedStepSize: Double? { nil }

  package func loggedLearningRates(_ scheduled: [Double]) -> [Double] { scheduled }

  /// Does one optimizer step.
  ///
  /// - Parameters:
  ///   - parameters: the flat buffer of the layout's length.
  ///   - gradients: as long as the parameters; their contents are lost.
  ///   - learningRates: the rate of each group in this step, the schedule's multiplier included.
  ///   - missing: tensors without a gradient in this step, by their index in the layout: PyTorch passes over a tensor
  ///     whose gradient is None, and neither decays it nor counts the step.
  package mutating func step(
    parameters: inout MutableSpan<Float>, gradients: inout MutableSpan<Float>, learningRates: [Double],
    missing: Set<Int> = []
  ) {
    precondition(parameters.count >= layout.parameterCount && gradients.count >= layout.parameterCount)
    precondition(learningRates.count == layout.groups.count, "one learning rate for each group")
    parameters.withUnsafeMutableBufferPointer { parameters in
      gradients.withUnsafeMutableBufferPointer { gradients in
        guard let parameters = parameters.baseAddress, let gradients = gradients.baseAddress else { return }
        let step = OptimizerStep(
          layout, parameters: parameters, gradients: gradients, learningRates: learningRates, missing: missing)
        if dependsOnElementOrder { step.reorder(gradientsToo: true, toPyTorch: true) }
        update(step)
        if dependsOnElementOrder { step.reorder(gradientsToo: false, toPyTorch: false) }
      }
    }
  }
}

/// One tensor during a step, whose pointers are valid in that step only.
package struct TensorStep {
  /// The tensor's place among all of the layout.
  let index: Int
  /// The index of its group.
  let group: Int
  /// The group's rate in this step.
  let learningRate: Double
  /// Where the tensor begins in the flat buffers, and in states that are as long as they are.
  let offset: Int
  /// The number of elements.
  let count: Int
  /// PyTorch's shape.
  let shape: [Int]
  /// The order of the elements.
  let order: ElementOrder
  /// The first of the tensor's parameters.
  let parameters: UnsafeMutablePointer<Float>
  /// The first of the tensor's gradients.
  let gradients: UnsafeMutablePointer<Float>
}

/// The tensors of one step that have a gradient.
package struct OptimizerStep: ~Copyable {
  /// The tensors in the layout's order.
  let tensors: [TensorStep]
  /// The rate of each group.
  let learningRates: [Double]

  fileprivate init(
    _ layout: ParameterLayout, parameters: UnsafeMutablePointer<Float>, gradients: UnsafeMutablePointer<Float>,
    learningRates: [Double], missing: Set<Int>
  ) {
    self.learningRates = learningRates
    var tensors: [TensorStep] = []
    var index = 0
    for (group, contents) in layout.groups.enumerated() {
      for tensor in contents.tensors {
        if !missing.contains(index) {
          tensors.append(
            TensorStep(
              index: index, group: group, learningRate: learningRates[group], offset: tensor.offset,
              count: tensor.count, shape: tensor.shape, order: tensor.order, parameters: parameters + tensor.offset,
              gradients: gradients + tensor.offset))
        }
        index += 1
      }
    }
    self.tensors = tensors
  }

  /// The largest rate of a group; 0 without groups.
  var largestLearningRate: Double { learningRates.max() ?? 0 }

  /// Brings tensors whose channels stand last into PyTorch's order, or back.
  fileprivate func reorder(gradientsToo: Bool, toPyTorch: Bool) {
    var scratch: [Float] = []
    for tensor in tensors where tensor.order == .channelsLast {
      let area = tensor.shape[2] * tensor.shape[3]
      let (rows, columns) = toPyTorch ? (area, tensor.shape[1]) : (tensor.shape[1], area)
      for values in gradientsToo ? [tensor.parameters, tensor.gradients] : [tensor.parameters] {
        scratch = Array(UnsafeBufferPointer(start: values, count: tensor.count))
        lorac_transpose(scratch, values, tensor.shape[0], rows, columns)
      }
    }
  }
}
