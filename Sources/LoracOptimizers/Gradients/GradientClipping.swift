internal import CLoracKernels

/// Scaling gradients so that the norm of all of them together does not exceed a bound.
package enum GradientClipping {
  /// Clips as torch.nn.utils.clip_grad_norm_ does, and returns the norm before.
  ///
  /// The norm is that of the tensors' norms, in single precision. Gradients within the bound stay as they are; a norm
  /// that is not a number makes all gradients not a number. Tensors without a gradient must hold zeros.
  package static func clip(
    _ gradients: inout MutableSpan<Float>, _ layout: ParameterLayout, toNorm largest: Double
  ) -> Float {
    precondition(gradients.count >= layout.parameterCount)
    return gradients.withUnsafeMutableBufferPointer { gradients in
      guard let gradients = gradients.baseAddress else { return 0 }
      let tensors = layout.tensors
      let norms = tensors.map { Float(lorac_sum_of_squares(gradients + $0.offset, $0.count).squareRoot()) }
      let norm = Float(lorac_sum_of_squares(norms, norms.count).squareRoot())
      // PyTorch divides a number by a tensor by way of the tensor's reciprocal.
      let factor = 1 / (norm + 1e-6) * Float(largest)
      if !(factor >= 1) {
        for tensor in tensors { lorac_scale(gradients + tensor.offset, tensor.count, factor) }
      }
      return norm
    }
  }
}
