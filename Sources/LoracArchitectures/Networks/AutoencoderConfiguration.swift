/// The sizes of the autoencoder that turns pictures into latents and back.
package struct AutoencoderConfiguration: Sendable, Hashable {
  /// Channels of each level, from the picture's size to the smallest.
  package var blockChannels: [Int]
  /// Channels of the latents.
  package var latentChannels: Int
  /// Channels of a picture.
  package var imageChannels: Int

  /// What latents are multiplied by; sd-scripts has it as a constant (train_network.py:58) and reads no other.
  package static let scalingFactor: Float = 0.18215
  /// Residual blocks of each level of the encoder; the decoder has one more.
  package static let layersPerBlock = 2
  /// Groups of every group normalization.
  package static let groupCount = 32
  /// Added to the variance in every group normalization.
  package static let epsilon: Float = 1e-6

  /// An autoencoder with `blockChannels`.
  package init(blockChannels: [Int], latentChannels: Int = 4, imageChannels: Int = 3) {
    self.blockChannels = blockChannels
    self.latentChannels = latentChannels
    self.imageChannels = imageChannels
  }
}
