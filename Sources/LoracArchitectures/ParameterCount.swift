extension ModelArchitecture {
  /// How many numbers the base model's networks hold; what a LoRA run keeps frozen in memory.
  package struct ParameterCount: Sendable, Hashable {
    /// Each text encoder.
    package var textEncoders: [Int]
    /// The U-Net.
    package var unet: Int
    /// The autoencoder.
    package var vae: Int

    /// All networks together.
    package var total: Int { textEncoders.reduce(unet + vae, +) }
  }

  /// The parameters of each network; the autoencoder is the published one, which all families share.
  package var parameterCount: ParameterCount {
    ParameterCount(textEncoders: textEncoders.map(\.parameterCount), unet: unet.parameterCount, vae: 83_653_863)
  }
}

extension TextEncoderArchitecture {
  /// The parameters of the encoder, for CLIP's vocabulary of 49,408 tokens and 77 positions.
  package var parameterCount: Int {
    let embeddings = (49_408 + 77) * width
    let attention = 4 * (width * width + width)
    let feedForward = 2 * width * feedForwardWidth + feedForwardWidth + width
    let norms = 4 * width
    return embeddings + layerCount * (attention + feedForward + norms) + 2 * width + width * (projectionWidth ?? 0)
  }
}

extension UNetArchitecture {
  /// The parameters of the network, with 4 latent channels in and out.
  package var parameterCount: Int {
    let base = baseChannels
    let wide = timeEmbeddingWidth
    let timeEmbedding = base * wide + wide + wide * wide + wide
    let labelEmbedding = labelWidth.map { $0 * wide + wide + wide * wide + wide } ?? 0
    let ends = 9 * 4 * base + base + 2 * base + 9 * 4 * base + 4
    return layers.reduce(timeEmbedding + labelEmbedding + ends) { $0 + parameterCount(of: $1.kind) }
  }

  private func parameterCount(of kind: UNetLayer.Kind) -> Int {
    switch kind {
    case .downsampler(let channels), .upsampler(let channels):
      return 9 * channels * channels + channels
    case .residual(let input, let output):
      let convolutions = 9 * input * output + output + 9 * output * output + output
      let norms = 2 * input + 2 * output
      let shortcut = input == output ? 0 : input * output + output
      return convolutions + norms + timeEmbeddingWidth * output + output + shortcut
    case .transformer(let channels, let depth):
      let square = channels * channels
      let selfAttention = 4 * square + channels
      let crossAttention = 2 * square + 2 * contextWidth * channels + channels
      let feedForward = 8 * square + 8 * channels + 4 * square + channels
      let norms = 6 * channels
      return 2 * channels + 2 * (square + channels)
        + depth * (selfAttention + crossAttention + feedForward + norms)
    }
  }
}
