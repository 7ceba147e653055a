import LoracArchitectures

extension Situation {
  /// LoRA files to continue from, LR0629 to LR0633.
  static let continuedWeights: [Situation] = [
    lora("LR0600", "weights", "rank: 4, alpha: 4", file: nil),
    lora("LR0603", "weights", "rank: 4, alpha: 4") { _ in [] },
    lora("LR0604", "weights", "rank: 4, alpha: 4") { _ in Array("PK\u{3}\u{4}\u{0}\u{0}archive/data.pkl".utf8) },
    lora("LR0629", "rank", "rank: 8, alpha: 4") { StoredTensor.file($0) },
    lora("LR0630", "foreign", "rank: 4, alpha: 4") { _ in
      StoredTensor.file([StoredTensor("transformer.blocks.0.to_q.lora_A.weight", [4, 8])])
    },
    lora("LR0631", "unet-only", "rank: 4, alpha: 4") { tensors in
      StoredTensor.file(tensors.filter { $0.name.hasPrefix("lora_unet") })
    },
    lora("LR0632", "more", "rank: 4, alpha: 4, train: unet") { StoredTensor.file($0) },
    lora("LR0633", "alpha", "rank: 4, alpha: 2") { StoredTensor.file($0) },
  ]

  /// A situation whose `network` continues from what `file` makes of a LoRA of rank 4; nil for no file.
  private static func lora(
    _ code: String, _ name: String, _ network: String, file: (@Sendable ([StoredTensor]) -> [UInt8])?
  ) -> Situation {
    Situation(code, name) { place in
      try place.write(StoredTensor.firstModel, to: "models/base.safetensors")
      if let file { try place.write(file(small), to: "loras/cat.safetensors") }
      return try place.check("network: {\(network), weights: loras/cat.safetensors}")
    }
  }

  /// The tensors of a LoRA of rank 4 on ``StoredTensor/firstModel``.
  private static let small: [StoredTensor] = {
    var architecture = ModelArchitecture.sd15
    architecture.unet.levelChannels = architecture.unet.levelChannels.map { $0 / 10 }
    architecture.unet.contextWidth = 32
    architecture.textEncoders = [.init(width: 32, feedForwardWidth: 128, layerCount: 12)]
    let configuration = AdapterConfiguration(
      linear: .init(rank: 4, alpha: 4), convolution: nil, target: .both, savedType: .float16)
    return AdapterTensors(architecture, configuration).tensors.map { StoredTensor($0.name, $0.shape, $0.type) }
  }()
}
