internal import LoracDiagnostics

extension WeightsDiagnostics {
  static let loraShapes = DiagnosticCode(
    "LR0629", "lora-shapes", .error,
    Explanation(
      meaning: "The LoRA to continue from has tensors of other dimensions than the recipe's network.",
      why: "It was trained with another rank, or for a base model of other widths; kohya stops while loading it.",
      example: "network:\n  rank: 8\n  weights: loras/rank128.safetensors",
      fix: "Set `network.rank` (and `conv_rank`) to the file's; its metadata says `ss_network_dim`."))

  static let nothingToContinue = DiagnosticCode(
    "LR0630", "nothing-to-continue", .error,
    Explanation(
      meaning: "The file given as `network.weights` has none of the tensors that the network has.",
      why: "kohya would say so in one long line and train from scratch, which is surely not what was meant.",
      example: "network:\n  weights: loras/sdxl_style.safetensors  # for an SD 1.5 base model",
      fix: "Give a LoRA in kohya's format, trained on a base model of the same family."))

  static let loraLacks = DiagnosticCode(
    "LR0631", "lora-lacks", .warning,
    Explanation(
      meaning: "The LoRA to continue from lacks some of the tensors that the network has.",
      why: "Those adapters begin as new ones, while the others go on; kohya does the same.",
      example: "network:\n  train: both\n  weights: loras/unet-only.safetensors",
      fix: "If that is not meant, train the same parts as the file: `network.train: unet`."))

  static let loraHasMore = DiagnosticCode(
    "LR0632", "lora-has-more", .warning,
    Explanation(
      meaning: "The LoRA to continue from has tensors that the network does not have.",
      why: "What they do is lost in the new file; kohya drops them too.",
      example: "network:\n  type: lora\n  weights: loras/locon.safetensors  # has 3x3 convolutions too",
      fix: "Set `network.type: locon` with the file's `conv_rank`, or `network.train: both`."))

  static let alphaDiffers = DiagnosticCode(
    "LR0633", "alpha-differs", .warning,
    Explanation(
      meaning: "The LoRA to continue from stores another alpha than the recipe states.",
      why: "Training scales updates by the recipe's alpha, but the new file keeps the old one, as kohya's does, so\n"
        + "that pictures made with it are not what was trained.",
      example: "network:\n  alpha: 4\n  weights: loras/alpha8.safetensors",
      fix: "Set `network.alpha` to the file's; its metadata says `ss_network_alpha`."))
}
