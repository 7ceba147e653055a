internal import CLoracKernels

func += (total: inout lorac_adaptation_sums, part: lorac_adaptation_sums) {
  total.size += part.size
  total.numerator += part.numerator
  total.counterweight += part.counterweight
}

extension TensorStep {
  /// Adds weight decay to the gradient, as a penalty on the size of parameters does.
  func addCoupledDecay(_ decay: Double) {
    if decay != 0 { lorac_add_scaled(gradients, parameters, count, Float(decay)) }
  }
}

/// Keeps the parameters of tensors that have a gradient for the first time, or every `stride`-th of each.
func takeStarts(
  _ tensors: [TensorStep], _ hasStarted: inout [Int64], _ start: inout [Float], stride: Int = 1
) {
  start.withUnsafeMutableBufferPointer { start in
    guard let start = start.baseAddress else { return }
    for tensor in tensors where hasStarted[tensor.index] == 0 {
      hasStarted[tensor.index] = 1
      if stride == 1 {
        (start + tensor.offset).update(from: tensor.parameters, count: tensor.count)
      } else {
        for (place, element) in Swift.stride(from: 0, to: tensor.count, by: stride).enumerated() {
          start[tensor.offset + place] = tensor.parameters[element]
        }
      }
    }
  }
}
