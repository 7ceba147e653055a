import LoracDiagnostics
import LoracPrompts
import LoracSampling

extension Situation {
  /// What keeps pictures from being made, LR1010 to LR1019.
  static let sampling: [Situation] = [
    Situation("LR1010", "sdxl") { _ in
      let names = (0..<6).map { "lora_unet_input_blocks_4_1_transformer_blocks_0_attn1_to_q\($0)" }
      let problems = names.map { LoRAAdapters.Problem(name: $0, kind: .unknown) }
      return [.lora(path: "loras/sdxl.safetensors", moduleCount: 0, problems: problems)].compactMap(\.self)
    },
    Situation("LR1011", "parts") { _ in
      let problems: [LoRAAdapters.Problem] = [
        .init(
          name: "lora_te_text_model_encoder_layers_0_mlp_fc1.lora_down.weight",
          kind: .shape([8, 1024], needed: [8, 768])),
        .init(name: "lora_unet_mid_block_attentions_0_proj_in", kind: .algorithm("LoHa")),
      ]
      return [.lora(path: "loras/mixed.safetensors", moduleCount: 190, problems: problems)].compactMap(\.self)
    },
    Situation("LR1012", "misspelt") { _ in
      [.loraNotFound("Mokka", in: ["output", "."], known: ["Moka", "Moka-000002", "style"])]
    },
    order("LR1013", "misspelt") { $0.sampler = "DPM+ 2M Karras" },
    order("LR1013", "unknown") { $0.sampler = "UniPC" },
    order("LR1014", "odd") { $0.size = PictureSize(width: 512, height: 765) },
    Situation("LR1012", "unknown") { _ in
      [.loraNotFound("straw-hat", in: ["output", "."], known: ["Moka", "Moka-000002", "style"])]
    },
    order("LR1015", "factor") { $0.prompt = "a cat <lora:moka:strong>" },
    order("LR1015", "weight") { $0.prompt = "a (red:1.2.3) cat" },
    order("LR1015", "reference") { $0.prompt = "a cat <hypernet:style:1>" },
    Situation("LR1016", "there") { _ in [.pictureExists("cat.png")] },
    order("LR1017", "pasted") { $0.others = [.init("Hires upscale", "2"), .init("Version", "v1.6.0")] },
    order("LR1017", "schedule") { ($0.sampler, $0.scheduleType) = ("Euler a", "Beta") },
    order("LR1017", "syntax") { $0.prompt = "[cat:dog:0.5], [red|blue] hat AND a tree <lora:moka:1:1:4>" },
    order("LR1017", "other-model") { ($0.model, $0.others) = ("chilloutmix", [.init("Face restoration", "GFPGAN")]) },
    order("LR1018", "typed") { ($0.seed, $0.guidance) = (99_999_999_999_999, 500) },
    order("LR1018", "many") { ($0.steps, $0.clipSkip, $0.size) = (5000, 13, PictureSize(width: 512, height: 8192)) },
    order("LR1018", "few") { ($0.sampler, $0.steps) = ("pndm", 2) },
    Situation("LR1019", "numbers") { _ in [.notNumbers("pictures/00000-1.png", [])] },
    Situation("LR1019", "memory") { _ in [.cannotSample("there is no room for 12 GB of memory")] },
  ]

  /// What is said to an order of a cat.
  private static func order(
    _ code: String, _ name: String, _ change: @escaping @Sendable (inout GenerationParameters) -> Void
  ) -> Situation {
    Situation(code, name) { _ in
      var parameters = GenerationParameters(prompt: "a cat")
      change(&parameters)
      var diagnostics: [Diagnostic] = []
      let order = PictureOrder(parameters)
      if let problem = Diagnostic.notFollowed(order.unfollowed(base: "models/base.safetensors")) {
        diagnostics.append(problem)
      }
      _ = order.resolve(seed: 1, layers: 12, into: &diagnostics)
      return diagnostics
    }
  }
}
