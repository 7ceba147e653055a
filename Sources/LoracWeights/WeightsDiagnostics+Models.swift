internal import LoracDiagnostics

extension WeightsDiagnostics {
  static let partAsBase = DiagnosticCode(
    "LR0612", "part-as-base", .error,
    Explanation(
      meaning: "The file given as base model is a LoRA, a VAE or another part, not a whole model.",
      why: "A base model needs U-Net, text encoder and autoencoder; kohya fails while loading this one.",
      example: "model:\n  base: loras/my_style.safetensors",
      fix: "Give the checkpoint as `model.base`. A LoRA to continue from is `network.weights`, a VAE is `model.vae`."))

  static let incompleteModel = DiagnosticCode(
    "LR0613", "incomplete-model", .error,
    Explanation(
      meaning: "The base model lacks a network that kohya loads from it.",
      why: "The checkpoint was saved without it; kohya stops while loading, even if `model.vae` names another VAE.",
      example: "model:\n  base: models/base-without-vae.safetensors",
      fix: "Take the full version of the checkpoint, often called 'full' or 'with VAE'."))

  static let unsupportedFamily = DiagnosticCode(
    "LR0614", "unsupported-family", .error,
    Explanation(
      meaning: "The base model belongs to a family that lorac cannot plan for yet.",
      why: "Its networks, and the scripts that train them, differ from those of SD 1, SD 2 and SDXL.",
      example: "model:\n  base: models/flux1-dev.safetensors",
      fix: "Use an SD 1.x, SD 2.x or SDXL base model."))

  static let variantAsBase = DiagnosticCode(
    "LR0615", "variant-as-base", .error,
    Explanation(
      meaning: "The base model is made for another purpose: inpainting, editing, depth maps, or SDXL's second stage.",
      why: "Its first layer has other input channels, or it has other text encoders, than the trainer gives it.",
      example: "model:\n  base: models/sd-v1-5-inpainting.safetensors",
      fix: "Train on the plain version of the model; the LoRA can be used with the variant afterwards."))

  static let unrecognisedModel = DiagnosticCode(
    "LR0616", "unrecognised-model", .error,
    Explanation(
      meaning: "No known family of models has tensors of these names.",
      why: "Neither sizes nor the right script can be told, and kohya would most likely fail while loading.",
      example: "model:\n  base: models/upscaler.safetensors",
      fix: "Give an SD 1.x, SD 2.x or SDXL checkpoint, or a diffusers folder of one."))

  static let familyDisagrees = DiagnosticCode(
    "LR0617", "family-disagrees", .error,
    Explanation(
      meaning: "The recipe states one family, and the base model's file is of another.",
      why: "The family decides which script runs and how the model is loaded; the wrong one fails, after minutes.",
      example: "model:\n  base: models/sd_xl_base_1.0.safetensors\n  family: sd15",
      fix: "Leave `model.family` out, and it is read from the file."))

  static let predictionUnknown = DiagnosticCode(
    "LR0618", "prediction-unknown", .remark,
    Explanation(
      meaning: "The file does not tell whether this SD 2 model predicts noise or velocity.",
      why: "SD 2 was published in both forms with equal tensors. The wrong one trains without an error, and the LoRA\n"
        + "turns pictures into noise.",
      example: "model:\n  base: models/v2-1_768-ema-pruned.safetensors  # predicts velocity",
      fix: "State it. Models for 768 pixels predict velocity, those for 512 (named 'base') noise:\n"
        + "model:\n  v_prediction: true"))

  static let predictionDisagrees = DiagnosticCode(
    "LR0619", "prediction-disagrees", .warning,
    Explanation(
      meaning: "The recipe and the base model's file disagree on what the U-Net predicts.",
      why: "The wrong one trains without an error, and the LoRA turns pictures into noise.",
      example:
        "model:\n  base: models/noobai-v-pred.safetensors  # marked as predicting velocity\n  v_prediction: false",
      fix: "Set `model.v_prediction` as the file says, unless you know that its mark is wrong."))

  static let loraDiffers = DiagnosticCode(
    "LR0620", "lora-differs", .error,
    Explanation(
      meaning: "A saved LoRA file does not hold the tensors that the plan promised.",
      why: "The trainer was given other settings than planned, or is a version that saves other modules.",
      example: "A run with another `network_dim` than the plan's, started by hand in the same folder.",
      fix: "Compare the run's command with `lorac emit`; please report the difference if they are the same."))
}
