import LoracArchitectures
import LoracSampling
import LoracTestSupport
import LoracWeights
import Testing

/// A folder with the small base model and the LoRA files of Tests/Tools/sampling_reference.py.
struct SmallModel: ~Copyable {
  static let configuration = StableDiffusionConfiguration(
    unet: UNetConfiguration(
      architecture: UNetArchitecture(
        naming: .diffusers, levelChannels: [32, 64, 128, 128], transformerDepths: [1, 1, 1, 0],
        middleTransformerDepth: 1, contextWidth: 32, projection: .convolution1x1)),
    textEncoder: CLIPTextConfiguration(width: 32, feedForwardWidth: 128, layerCount: 12, headCount: 4),
    autoencoder: AutoencoderConfiguration(blockChannels: [32, 64, 128, 128]))

  static let adapters: [String: AdapterConfiguration] = [
    "first": AdapterConfiguration(linear: .init(rank: 4, alpha: 2), savedType: .float16),
    "second": AdapterConfiguration(
      linear: .init(rank: 3, alpha: 3), convolution: .init(rank: 2, alpha: 1), savedType: .float16),
  ]

  let folder: TemporaryDirectory

  /// Writes the model's file.
  init() throws {
    let folder = try TemporaryDirectory()
    try Self.writeBase(to: "\(folder.path)/base.safetensors")
    self.folder = folder
  }

  private static func writeBase(to path: String) throws {
    let prefixes = [
      "unet.": "model.diffusion_model.", "text_encoder.": "cond_stage_model.transformer.", "vae.": "first_stage_model.",
    ]
    let tensors = configuration.tensors.map { tensor in
      let prefix = prefixes.first { tensor.name.hasPrefix($0.key) }?.value ?? ""
      return SeededModel.Tensor(
        storedName: prefix + tensor.originalName, canonicalName: tensor.name, shape: tensor.shape)
    }
    try SeededModel(tensors).write(to: path)
  }

  /// The base model's file.
  var base: String { "\(folder.path)/base.safetensors" }

  /// Writes a LoRA file and returns its path; `change` says which tensors it has, `constant` which have one value.
  func lora(
    _ name: String, file: String? = nil, as change: (AdapterTensor) -> AdapterTensor? = { $0 },
    valuesOf constant: (String) -> Float? = { _ in nil }
  ) throws -> String {
    let configuration = try #require(Self.adapters[name])
    let tensors = AdapterTensors(Self.configuration.architecture, configuration).tensors
    let path = "\(folder.path)/\(file ?? name).safetensors"
    let alphas = Dictionary(
      Self.configuration.architecture.adaptableModules(beyondTransformers: true).map {
        ("\($0.name).alpha", configuration.size(for: $0)?.alpha ?? 1)
      }, uniquingKeysWith: { first, _ in first })
    let file = LoRAFile(
      tensors.compactMap { tensor in
        guard let changed = change(tensor) else { return nil }
        if let value = constant(changed.name) {
          return LoRATensor(changed, values: Array(repeating: value, count: changed.elementCount))
        }
        let values =
          changed.name.hasSuffix(".alpha")
          ? [Float(alphas[changed.name] ?? 1)] : Self.values("\(name).\(changed.name)", changed)
        return LoRATensor(changed, values: values)
      }, metadata: [])
    try file.write(to: path)
    return path
  }

  private static func values(_ name: String, _ tensor: AdapterTensor) -> [Float] {
    let fanIn = Double(tensor.shape.dropFirst().reduce(1, *))
    let spread = name.hasSuffix("lora_down.weight") ? (3 / fanIn).squareRoot() : 0.3
    return SeededNumbers.values(name, count: tensor.elementCount, spread: spread)
  }
}
