import LoracArchitectures
import LoracJSON
import LoracTestSupport
import Testing

/// Compares the tables of tensors with files that diffusers and sd-scripts wrote (Tests/Tools/model_tensors.py).
@Suite struct NetworkTensorTests {
  static let tiny = StableDiffusionConfiguration(
    unet: UNetConfiguration(
      architecture: UNetArchitecture(
        naming: .diffusers, levelChannels: [32, 64, 128, 128], transformerDepths: [1, 1, 1, 0],
        middleTransformerDepth: 1, contextWidth: 32, projection: .convolution1x1)),
    textEncoder: CLIPTextConfiguration(width: 32, feedForwardWidth: 128, layerCount: 12, headCount: 4),
    autoencoder: AutoencoderConfiguration(blockChannels: [32, 64, 128, 128]))

  private func reference() throws -> JSONValue {
    let folder = testFolder()
    return try JSONValue.parse(try readFile("\(folder)/Fixtures/model-tensors.json"))
  }

  private func check(_ tensors: [(name: String, shape: [Int])], _ expected: JSONValue?) {
    let lines = tensors.map { tensor in
      var shape = tensor.shape
      while shape.last == 1 { shape.removeLast() }
      return ([tensor.name] + shape.map(String.init)).joined(separator: " ")
    }.sorted()
    #expect(expected?["count"] == .integer(lines.count))
    #expect(expected?["first"] == .string(lines.first ?? ""))
    #expect(expected?["hash"] == .string(KohyaReference.hash(lines)))
  }

  @Test(arguments: [("sd15", StableDiffusionConfiguration.sd15), ("tiny-sd1", tiny)])
  func equalsWhatFilesHold(_ model: String, _ configuration: StableDiffusionConfiguration) throws {
    let networks = [
      ("unet", configuration.unet.tensors), ("text_encoder", configuration.textEncoder.tensors),
      ("vae", configuration.autoencoder.tensors),
    ]
    let reference = try reference()[model]
    for (network, tensors) in networks {
      #expect(tensors.allSatisfy { $0.name.hasPrefix("\(network).") })
      let bare = tensors.map { (name: String($0.name.dropFirst(network.count + 1)), shape: $0.shape) }
      check(bare, reference?["diffusers"]?[network])
      check(tensors.map { (name: $0.originalName, shape: $0.shape) }, reference?["single-file"]?[network])
    }
  }

  @Test func countsTheKnownParameters() {
    let counts = [
      StableDiffusionConfiguration.sd15.unet.tensors, StableDiffusionConfiguration.sd15.textEncoder.tensors,
      StableDiffusionConfiguration.sd15.autoencoder.tensors,
    ].map { $0.reduce(0) { $0 + $1.shape.reduce(1, *) } }
    #expect(counts == [859_520_964, 123_060_480, 83_653_863])
  }

  @Test func acceptsMatricesForOneByOneConvolutions() throws {
    let tensors = Self.tiny.autoencoder.tensors
    let query = try #require(tensors.first { $0.name == "vae.encoder.mid_block.attentions.0.to_q.weight" })
    #expect(query.fits([128, 128, 1, 1]))
    #expect(!query.fits([128, 64]))
    #expect(!query.fits([128]))
    #expect(query.formerName == "encoder.mid_block.attentions.0.query.weight")
  }
}
