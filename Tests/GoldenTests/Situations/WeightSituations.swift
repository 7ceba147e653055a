import LoracArchitectures
import LoracDiagnostics
import LoracWeights

extension Situation {
  /// Files of weights that are not what their networks or the plan need, LR0620 to LR0628.
  static let weights: [Situation] = [
    Situation("LR0620", "other-rank") { _ in
      let name = "lora_unet_down_blocks_0_attentions_0_proj_in"
      let differences: [LoRAFileHeader.Difference] = [
        .init(name: "\(name).alpha", kind: .type(planned: .float16, saved: .float32)),
        .init(name: "\(name).lora_down.weight", kind: .shape(planned: [16, 320, 1, 1], saved: [8, 320, 1, 1])),
        .init(name: "\(name).lora_up.weight", kind: .shape(planned: [320, 16, 1, 1], saved: [320, 8, 1, 1])),
        .init(name: "lora_te_text_model_encoder_layers_0_mlp_fc1.alpha", kind: .missing),
      ]
      return [.loraDiffers(differences, path: "output/cat-000002.safetensors")]
    },
    tensors("LR0621", "missing") { tensors in
      tensors.removeAll { $0.name.hasSuffix("time_embed.0.bias") || $0.name.contains("output_blocks.11.") }
    },
    tensors("LR0622", "unknown") { tensors in
      tensors.append(StoredTensor("model.diffusion_model.input_blocks.1.2.weight", [32, 32]))
    },
    tensors("LR0623", "shape") { tensors in
      let index = tensors.firstIndex { $0.name.hasSuffix("time_embed.0.weight") } ?? 0
      tensors[index] = StoredTensor(tensors[index].name, [64, 32])
    },
    tensors("LR0624", "double") { tensors in
      let index = tensors.firstIndex { $0.name.hasSuffix("time_embed.0.weight") } ?? 0
      tensors[index] = StoredTensor(tensors[index].name, tensors[index].shape, .float64)
    },
    tensors("LR0625", "sigmas") { $0.append(StoredTensor("denoiser.sigmas", [1000])) },
    Situation("LR0626", "index") { place in
      try place.write(#"{"_class_name":"StableDiffusionPipeline"}"#, to: "models/sd15/model_index.json")
      let folder = "models/sd15/unet"
      try place.write("<html>", to: "\(folder)/diffusion_pytorch_model.safetensors.index.json")
      try place.write(#"{"in_channels": 4}"#, to: "\(folder)/config.json")
      return opened(place, "models/sd15")
    },
    Situation("LR0627", "groups") { _ in
      Diagnostic.baseModel(
        .sizes("the U-Net's channels [40, 80, 160, 160] cannot be divided into 32 groups", path: base))
    },
    Situation("LR0628", "changed") { _ in [.modelChanged(path: base)] },
  ]

  private static let base = "models/base.safetensors"

  /// A situation in which the base model has all tensors of small networks, changed by `change`.
  private static func tensors(
    _ code: String, _ name: String, _ change: @escaping @Sendable (inout [StoredTensor]) -> Void
  ) -> Situation {
    Situation(code, name) { place in
      var tensors = networks
      change(&tensors)
      try place.write(tensors, to: base)
      return opened(place, base)
    }
  }

  /// What the native trainer says when it opens the base model.
  private static func opened(_ place: Workplace, _ path: String) -> [Diagnostic] {
    let path = "\(place.path)/\(path)"
    do throws(BaseModelError) {
      return [Diagnostic.unusedTensors(of: try BaseModelWeights.open(path), path: path)].compactMap(\.self)
    } catch {
      return Diagnostic.baseModel(error)
    }
  }

  /// All tensors of the smallest networks of SD 1.x, under their names in checkpoints.
  private static let networks: [StoredTensor] = {
    let configuration = StableDiffusionConfiguration(
      unet: UNetConfiguration(
        architecture: UNetArchitecture(
          naming: .diffusers, levelChannels: [32, 32, 32, 32], transformerDepths: [1, 1, 1, 0],
          middleTransformerDepth: 1, contextWidth: 32, projection: .convolution1x1)),
      textEncoder: CLIPTextConfiguration(width: 32, feedForwardWidth: 32, layerCount: 1, headCount: 1),
      autoencoder: AutoencoderConfiguration(blockChannels: [32, 32, 32, 32]))
    let prefixes = [
      "unet.": "model.diffusion_model.", "text_encoder.": "cond_stage_model.transformer.", "vae.": "first_stage_model.",
    ]
    return configuration.tensors.map { tensor in
      let prefix = prefixes.first { tensor.name.hasPrefix($0.key) }?.value ?? ""
      return StoredTensor(prefix + tensor.originalName, tensor.shape)
    }
  }()
}
