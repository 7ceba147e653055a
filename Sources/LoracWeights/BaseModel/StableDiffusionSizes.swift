package import LoracArchitectures
internal import LoracJSON

/// What a run reads of an SD 1.x base model, as its headers tell without a byte of data being read.
package struct StableDiffusionSizes: Sendable, Hashable {
  /// The sizes of the networks; they go together.
  package var configuration: StableDiffusionConfiguration
  /// Bytes of the U-Net and the text encoder as stored, but for the table of tokens, of which a caption reads a few rows.
  package var trainingByteCount: Int
  /// Bytes of the half of the autoencoder that encodes, as stored.
  package var encoderByteCount: Int
  /// Bytes of the half of the autoencoder that decodes, as stored.
  package var decoderByteCount: Int

  /// The published sizes, stored as `type`, for a model that is not on this machine.
  package static func published(_ type: TensorType) -> StableDiffusionSizes {
    let configuration = StableDiffusionConfiguration.sd15
    func bytes(_ tensors: [NetworkTensor]) -> Int {
      type.byteCount * tensors.reduce(0) { $0 + $1.shape.reduce(1, *) }
    }
    let training = configuration.unet.tensors + configuration.textEncoder.tensors
    return StableDiffusionSizes(
      configuration: configuration,
      trainingByteCount: bytes(training.filter { !$0.name.contains(Self.tokenTable) }),
      encoderByteCount: bytes(configuration.autoencoder.tensors.filter { Self.encodes($0.name) }),
      decoderByteCount: bytes(configuration.autoencoder.tensors.filter { !Self.encodes($0.name) }))
  }

  private init(
    configuration: StableDiffusionConfiguration, trainingByteCount: Int, encoderByteCount: Int, decoderByteCount: Int
  ) {
    self.configuration = configuration
    self.trainingByteCount = trainingByteCount
    self.encoderByteCount = encoderByteCount
    self.decoderByteCount = decoderByteCount
  }

  /// The sizes that `headers` tell; nil if no network of these sizes can be computed.
  init?(
    unet: WeightHeaders, textEncoder: WeightHeaders, autoencoder: WeightHeaders, unetConfiguration: JSONValue? = nil,
    textEncoderConfiguration: JSONValue? = nil
  ) {
    configuration = StableDiffusionConfiguration(
      unet: ConfigurationReader.unet(unet, config: unetConfiguration),
      textEncoder: ConfigurationReader.textEncoder(textEncoder, config: textEncoderConfiguration),
      autoencoder: ConfigurationReader.autoencoder(autoencoder))
    guard configuration.obstacle == nil else { return nil }
    trainingByteCount =
      unet.byteCount { _ in true } + textEncoder.byteCount { !$0.contains(Self.tokenTable) }
    encoderByteCount = autoencoder.byteCount(where: Self.encodes)
    decoderByteCount = autoencoder.byteCount { !Self.encodes($0) }
  }

  private static let tokenTable = "token_embedding"

  private static func encodes(_ name: String) -> Bool {
    !name.contains("decoder.") && !name.contains("post_quant_conv")
  }
}

extension WeightHeaders {
  /// Bytes of this network's tensors whose full names `isCounted`.
  fileprivate func byteCount(where isCounted: (String) -> Bool) -> Int {
    let prefix = prefix
    return headers.reduce(0) { sum, header in
      sum + header.tensors.reduce(0) { $0 + ($1.name.hasPrefix(prefix) && isCounted($1.name) ? $1.bytes.count : 0) }
    }
  }
}
