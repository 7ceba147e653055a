internal import CLoracKernels

/// The two matrices of one adapter, as far as their product's norm needs them.
package struct AdapterMatrices: Sendable, Hashable {
  /// The down matrix: rank × inputs, a convolution's kernel counting as inputs.
  package let down: ParameterTensor
  /// The up matrix: outputs × rank.
  package let up: ParameterTensor
  /// Alpha divided by the rank.
  package let scale: Float

  /// An adapter whose first dimension of `down` is its rank.
  package init(down: ParameterTensor, up: ParameterTensor, scale: Float) {
    precondition(down.shape.first == up.shape.dropFirst().first, "up's columns are down's rows")
    self.down = down
    self.up = up
    self.scale = scale
  }
}

/// Keeping each adapter's change of its layer within a norm, kohya's `--scale_weight_norms`.
package enum WeightNormScaling {
  /// What was done in one step, as kohya logs it.
  package struct Outcome: Sendable, Hashable {
    /// Adapters that were scaled down: `max_norm/keys_scaled`.
    package let scaledCount: Int
    /// The mean of the norms afterwards: `norm/avg_key_norm`; not a number without adapters.
    package let mean: Double
    /// The largest norm afterwards: `max_norm/max_key_norm`.
    package let largest: Double
  }

  /// Scales both matrices of each adapter whose product's Frobenius norm exceeds `bound`
  /// (sd-scripts networks/lora.py:1369-1413).
  package static func apply(
    _ parameters: inout MutableSpan<Float>, _ adapters: [AdapterMatrices], bound: Double
  ) -> Outcome {
    precondition(adapters.allSatisfy { max($0.up.range.upperBound, $0.down.range.upperBound) <= parameters.count })
    return parameters.withUnsafeMutableBufferPointer { parameters in
      guard let parameters = parameters.baseAddress else {
        return Outcome(scaledCount: 0, mean: .nan, largest: .nan)
      }
      var scaledCount = 0
      let norms = adapters.map { adapter in
        let norm = adapter.norm(parameters)
        let clamped = max(norm, Float(bound / 2))
        let ratio = min(clamped, Float(bound)) / clamped
        if ratio != 1 {
          scaledCount += 1
          for tensor in [adapter.up, adapter.down] {
            lorac_scale(parameters + tensor.offset, tensor.count, ratio.squareRoot())
          }
        }
        return Double(norm * ratio)
      }
      return Outcome(
        scaledCount: scaledCount, mean: norms.reduce(0, +) / Double(norms.count), largest: norms.max() ?? .nan)
    }
  }
}

extension AdapterMatrices {
  fileprivate func norm(_ parameters: UnsafeMutablePointer<Float>) -> Float {
    let rank = up.count == 0 ? 0 : up.shape[1]
    guard rank > 0 else { return 0 }
    var scratch = [Double](repeating: 0, count: 2 * rank * rank)
    let squares = lorac_product_sum_of_squares(
      parameters + up.offset, parameters + down.offset, up.count / rank, rank, down.count / rank, &scratch)
    return Float(max(0, squares).squareRoot() * Double(abs(scale)))
  }
}
