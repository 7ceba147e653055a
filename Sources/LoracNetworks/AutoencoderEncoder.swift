package import LoracArchitectures
package import LoracGraph
import LoracTensor

/// The half of the autoencoder that turns pictures into latents.
package struct AutoencoderEncoder: Sendable {
  /// The autoencoder's sizes.
  package let configuration: AutoencoderConfiguration

  /// The encoder of an autoencoder of the given sizes.
  package init(_ configuration: AutoencoderConfiguration) { self.configuration = configuration }

  /// How many pixels along an axis become one latent.
  package var downscale: Int { 1 << (configuration.blockChannels.count - 1) }

  /// Appends the network.
  ///
  /// - Shape: pictures [pictures, height, width, 3] in -1...1 → [pictures, height / 8, width / 8, 8]: the latents' means,
  ///   then the logarithms of their variances, before scaling.
  package func build(_ builder: inout NetworkBuilder, pictures: Value) -> Value {
    let channels = configuration.blockChannels
    var x = builder.convolution(
      "vae.encoder.conv_in", pictures, outputs: channels[0], .init(kernel: 3, padding: 1))
    for (level, outputs) in channels.enumerated() {
      let path = "vae.encoder.down_blocks.\(level)"
      for index in 0..<AutoencoderConfiguration.layersPerBlock {
        x = buildResidual(&builder, "\(path).resnets.\(index)", x, outputs: outputs)
      }
      guard level < channels.count - 1 else { continue }
      // Zeros stand only below and right of the picture.
      x = builder.convolution(
        "\(path).downsamplers.0.conv", x, outputs: outputs,
        .init(kernel: 3, stride: 2, padding: 0, paddingAfter: 1))
    }
    x = buildMiddle(&builder, "vae.encoder.mid_block", x)
    x = normalize(&builder, "vae.encoder.conv_norm_out", x, silu: true)
    let moments = 2 * configuration.latentChannels
    x = builder.convolution("vae.encoder.conv_out", x, outputs: moments, .init(kernel: 3, padding: 1))
    return builder.linear("vae.quant_conv", x, outputs: moments)
  }

  private func buildResidual(
    _ builder: inout NetworkBuilder, _ path: String, _ x: Value, outputs: Int
  ) -> Value {
    let geometry = Convolution.Geometry(kernel: 3, padding: 1)
    var h = normalize(&builder, "\(path).norm1", x, silu: true)
    h = builder.convolution("\(path).conv1", h, outputs: outputs, geometry)
    h = normalize(&builder, "\(path).norm2", h, silu: true)
    h = builder.convolution("\(path).conv2", h, outputs: outputs, geometry)
    let shortcut =
      builder.graph[x].columns == outputs ? x : builder.linear("\(path).conv_shortcut", x, outputs: outputs)
    return builder.add(shortcut, h, label: path)
  }

  private func buildMiddle(_ builder: inout NetworkBuilder, _ path: String, _ x: Value) -> Value {
    let channels = builder.graph[x].columns
    let first = buildResidual(&builder, "\(path).resnets.0", x, outputs: channels)
    let attention = "\(path).attentions.0"
    let normalized = normalize(&builder, "\(attention).group_norm", first, silu: false)
    let q = builder.linear("\(attention).to_q", normalized, outputs: channels)
    let k = builder.linear("\(attention).to_k", normalized, outputs: channels)
    let v = builder.linear("\(attention).to_v", normalized, outputs: channels)
    let attended = builder.append(Attention(heads: 1), [q, k, v], label: attention)
    let projected = builder.linear("\(attention).to_out.0", attended, outputs: channels)
    let sum = builder.add(projected, first, label: attention)
    return buildResidual(&builder, "\(path).resnets.1", sum, outputs: channels)
  }

  private func normalize(
    _ builder: inout NetworkBuilder, _ path: String, _ x: Value, silu: Bool
  ) -> Value {
    builder.groupNormalize(
      path, x, groups: AutoencoderConfiguration.groupCount, epsilon: AutoencoderConfiguration.epsilon, silu: silu)
  }
}
