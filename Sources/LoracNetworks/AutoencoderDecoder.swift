package import LoracArchitectures
package import LoracGraph
import LoracTensor

/// The half of the autoencoder that turns latents into pictures.
package struct AutoencoderDecoder: Sendable {
  /// The autoencoder's sizes.
  package let configuration: AutoencoderConfiguration

  /// The decoder of an autoencoder of the given sizes.
  package init(_ configuration: AutoencoderConfiguration) { self.configuration = configuration }

  /// How many pixels along an axis come from one latent.
  package var upscale: Int { 1 << (configuration.blockChannels.count - 1) }

  /// Appends the network.
  ///
  /// - Shape: latents [pictures, height, width, 4] as the encoder gives them, without the U-Net's scaling
  ///   → pictures [pictures, 8 · height, 8 · width, 3], about -1...1.
  package func build(_ builder: inout NetworkBuilder, latents: Value) -> Value {
    let channels = configuration.blockChannels
    let last = channels.count - 1
    var x = builder.linear("vae.post_quant_conv", latents, outputs: configuration.latentChannels)
    x = builder.convolution(
      "vae.decoder.conv_in", x, outputs: channels[last], .init(kernel: 3, padding: 1))
    x = builder.autoencoderMiddle("vae.decoder.mid_block", x)
    for (position, outputs) in channels.reversed().enumerated() {
      let path = "vae.decoder.up_blocks.\(position)"
      for index in 0...AutoencoderConfiguration.layersPerBlock {
        x = builder.autoencoderResidual("\(path).resnets.\(index)", x, outputs: outputs)
      }
      guard position < last else { continue }
      let larger = builder.append(Upsample(), [x], label: path)
      x = builder.convolution("\(path).upsamplers.0.conv", larger, outputs: outputs, .init(kernel: 3, padding: 1))
    }
    x = builder.autoencoderNormalize("vae.decoder.conv_norm_out", x, silu: true)
    return builder.convolution(
      "vae.decoder.conv_out", x, outputs: configuration.imageChannels, .init(kernel: 3, padding: 1))
  }
}
