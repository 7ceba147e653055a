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
