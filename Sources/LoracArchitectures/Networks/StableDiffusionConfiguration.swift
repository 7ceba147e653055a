/// What a network builder must know of one Stable Diffusion 1.x model: the sizes of its three networks.
///
/// Read from the tensors' shapes or diffusers' `config.json` by LoracWeights, never assumed; ``sd15`` is the published
/// size.
package struct StableDiffusionConfiguration: Sendable, Hashable {
  /// The network that is trained on.
  package var unet: UNetConfiguration
  /// The text encoder.
  package var textEncoder: CLIPTextConfiguration
  /// The autoencoder between pictures and latents.
  package var autoencoder: AutoencoderConfiguration

  /// Collects the sizes of three networks.
  package init(
    unet: UNetConfiguration, textEncoder: CLIPTextConfiguration, autoencoder: AutoencoderConfiguration
  ) {
    self.unet = unet
    self.textEncoder = textEncoder
    self.autoencoder = autoencoder
  }

  /// Stable Diffusion 1.x at its published size.
  package static let sd15 = StableDiffusionConfiguration(
    unet: UNetConfiguration(architecture: ModelArchitecture.sd15.unet, headCount: 8),
    textEncoder: CLIPTextConfiguration(width: 768, feedForwardWidth: 3072, layerCount: 12, headCount: 12),
    autoencoder: AutoencoderConfiguration(blockChannels: [128, 256, 512, 512]))

  /// The widths that decide which adapters a LoRA of this model has.
  package var architecture: ModelArchitecture {
    ModelArchitecture(
      family: .sd15,
      textEncoders: [
        TextEncoderArchitecture(
          width: textEncoder.width, feedForwardWidth: textEncoder.feedForwardWidth,
          layerCount: textEncoder.layerCount)
      ], unet: unet.architecture)
  }

  /// Every tensor of the three networks, with its canonical name and shape.
  package var tensors: [NetworkTensor] { unet.tensors + textEncoder.tensors + autoencoder.tensors }
}
