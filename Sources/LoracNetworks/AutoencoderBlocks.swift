import LoracArchitectures
import LoracGraph
import LoracTensor

/// What both halves of the autoencoder are made of.
extension NetworkBuilder {
  /// Two convolutions with normalizations before them, added to the input.
  ///
  /// - Shape: x [pictures, height, width, channels] → the same with `outputs` channels.
  mutating func autoencoderResidual(_ path: String, _ x: Value, outputs: Int) -> Value {
    let geometry = Convolution.Geometry(kernel: 3, padding: 1)
    var h = autoencoderNormalize("\(path).norm1", x, silu: true)
    h = convolution("\(path).conv1", h, outputs: outputs, geometry)
    h = autoencoderNormalize("\(path).norm2", h, silu: true)
    h = convolution("\(path).conv2", h, outputs: outputs, geometry)
    let shortcut = graph[x].columns == outputs ? x : linear("\(path).conv_shortcut", x, outputs: outputs)
    return add(shortcut, h, label: path)
  }

  /// The block at the smallest size: every pixel attends to all others between two residual blocks.
  mutating func autoencoderMiddle(_ path: String, _ x: Value) -> Value {
    let channels = graph[x].columns
    let first = autoencoderResidual("\(path).resnets.0", x, outputs: channels)
    let attention = "\(path).attentions.0"
    let normalized = autoencoderNormalize("\(attention).group_norm", first, silu: false)
    let q = linear("\(attention).to_q", normalized, outputs: channels)
    let k = linear("\(attention).to_k", normalized, outputs: channels)
    let v = linear("\(attention).to_v", normalized, outputs: channels)
    let attended = append(Attention(heads: 1), [q, k, v], label: attention)
    let projected = linear("\(attention).to_out.0", attended, outputs: channels)
    let sum = add(projected, first, label: attention)
    return autoencoderResidual("\(path).resnets.1", sum, outputs: channels)
  }

  /// The autoencoder's group normalization, with a SiLU after it if `silu`.
  mutating func autoencoderNormalize(_ path: String, _ x: Value, silu: Bool) -> Value {
    groupNormalize(
      path, x, groups: AutoencoderConfiguration.groupCount, epsilon: AutoencoderConfiguration.epsilon, silu: silu)
  }
}
