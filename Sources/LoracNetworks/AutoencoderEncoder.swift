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
        x = builder.autoencoderResidual("\(path).resnets.\(index)", x, outputs: outputs)
      }
      guard level < channels.count - 1 else { continue }
      // Zeros stand only below and right of the picture.
      x = builder.convolution(
        "\(path).downsamplers.0.conv", x, outputs: outputs,
        .init(kernel: 3, stride: 2, padding: 0, paddingAfter: 1))
    }
    x = builder.autoencoderMiddle("vae.encoder.mid_block", x)
    x = builder.autoencoderNormalize("vae.encoder.conv_norm_out", x, silu: true)
    let moments = 2 * configuration.latentChannels
    x = builder.convolution("vae.encoder.conv_out", x, outputs: moments, .init(kernel: 3, padding: 1))
    return builder.linear("vae.quant_conv", x, outputs: moments)
  }
}
