import LoracArchitectures
import LoracTestSupport
import LoracWeights

/// A base model of two levels, made in memory in the layouts that exist.
enum TestModel {
  static let configuration = StableDiffusionConfiguration(
    unet: UNetConfiguration(
      architecture: UNetArchitecture(
        naming: .diffusers, levelChannels: [32, 64], transformerDepths: [1, 0],
        middleTransformerDepth: 1, contextWidth: 16, projection: .convolution1x1)),
    textEncoder: CLIPTextConfiguration(
      width: 16, feedForwardWidth: 24, layerCount: 2, headCount: 4, vocabularySize: 40, positionCount: 7),
    autoencoder: AutoencoderConfiguration(blockChannels: [32, 64]))

  static let prefixes = [
    "unet": "model.diffusion_model.", "text_encoder": "cond_stage_model.transformer.", "vae": "first_stage_model.",
  ]
  static let files = [
    "unet": "diffusion_pytorch_model.safetensors", "text_encoder": "model.safetensors",
    "vae": "diffusion_pytorch_model.safetensors",
  ]

  static func network(_ tensor: NetworkTensor) -> String { String(tensor.name.prefix { $0 != "." }) }
  static func bareName(_ tensor: NetworkTensor) -> String {
    String(tensor.name.drop { $0 != "." }.dropFirst())
  }

  /// The entries of a single file.
  static func single(type: String = "F16") -> [TestFile.Entry] {
    configuration.tensors.map { tensor in
      (name: (prefixes[network(tensor)] ?? "") + tensor.originalName, type: type, shape: singleShape(tensor))
    }
  }

  /// LDM stores the autoencoder's attention as convolutions.
  private static func singleShape(_ tensor: NetworkTensor) -> [Int] {
    tensor.name.contains("vae.") && tensor.shape.count == 2 ? tensor.shape + [1, 1] : tensor.shape
  }

  /// The entries of one network's folder.
  static func folder(_ wanted: String, former: Bool = false) -> [TestFile.Entry] {
    configuration.tensors.filter { network($0) == wanted }.map { tensor in
      (name: (former ? tensor.formerName : nil) ?? bareName(tensor), type: "F32", shape: tensor.shape)
    }
  }

  /// Writes a diffusers folder and returns its path.
  static func writeFolder(_ directory: borrowing TemporaryDirectory, former: Bool = false) throws -> String {
    for (network, file) in files {
      try directory.write(patterned(TestFile.bytes(folder(network, former: former))), to: "model/\(network)/\(file)")
    }
    try directory.write(#"{"attention_head_dim": 4}"#, to: "model/unet/config.json")
    try directory.write(#"{"num_attention_heads": 2, "hidden_act": "gelu"}"#, to: "model/text_encoder/config.json")
    return "\(directory.path)/model"
  }

  /// The same file with a pattern in place of the zeros at its end, which differs from byte to byte and place to place.
  static func patterned(_ file: [UInt8]) -> [UInt8] {
    let header = file.prefix(8).enumerated().reduce(8) { $0 + Int($1.element) << (8 * $1.offset) }
    var copy = file
    for index in header..<copy.count { copy[index] = UInt8(truncatingIfNeeded: index &* 131 &+ index >> 9) & 0x3F }
    return copy
  }
}
