package import LoracDiagnostics

// What is wrong with the model or the settings of the training.

extension KohyaRunDiagnostics {
  /// LR0830: A model file is no safetensors file, or it is cut off.
  package static let weightsUnreadable = DiagnosticCode(
    "LR0830", "weights-unreadable", .error,
    Explanation(
      meaning: "A model file is no safetensors file, or it is cut off.",
      why: "Nothing can be loaded from it.",
      example: "A web page saved under the name of a model, because the download needed a login.",
      fix: "Download it again and compare its size and hash."
    ))

  /// LR0831: The checkpoint is of another family than the script.
  package static let wrongFamily = DiagnosticCode(
    "LR0831", "wrong-model-family", .error,
    Explanation(
      meaning: "The checkpoint is of another family than the script.",
      why: "SD 1.x, SD 2.x and SDXL have different networks; the script of one cannot load the other.",
      example: "An SDXL checkpoint with `model.family: sd15`",
      fix: "Leave `model.family` out; lorac reads it from the file."
    ))

  /// LR0832: A file that the command names does not exist.
  package static let fileNotFound = DiagnosticCode(
    "LR0832", "input-not-found", .error,
    Explanation(
      meaning: "A file that the command names does not exist.",
      why: "The model, VAE or weights were moved after the plan was made.",
      example: "A model folder on a drive that is not mounted.",
      fix: "Correct the path."
    ))

  /// LR0833: D-Adaptation and Prodigy need the same learning rate for text encoder and U-Net.
  package static let unequalRates = DiagnosticCode(
    "LR0833", "kohya-refused-rates", .error,
    Explanation(
      meaning: "D-Adaptation and Prodigy need the same learning rate for text encoder and U-Net.",
      why: "They find one common step size; rates of different size cannot be adapted.",
      example: "`{type: DAdaptation, unet_lr: 1, text_encoder_lr: 0.5}`",
      fix: "Give both the same rate, usually 1, or train only the U-Net."
    ))

  /// LR0834: The schedule `constant` and `adafactor` take no warm-up.
  package static let warmupWithConstant = DiagnosticCode(
    "LR0834", "kohya-refused-warmup", .error,
    Explanation(
      meaning: "The schedule `constant` and `adafactor` take no warm-up.",
      why: "sd-scripts refuses any warm-up with them.",
      example: "`{type: constant, warmup: 5%}`",
      fix: "Use `constant_with_warmup`, or leave `warmup` out."
    ))

  /// LR0835: sd-scripts refused a combination of settings.
  package static let settingRefused = DiagnosticCode(
    "LR0835", "setting-refused", .error,
    Explanation(
      meaning: "sd-scripts refused a combination of settings.",
      why: "Some arguments exclude or need others; sd-scripts checks them when it starts.",
      example: "`cache_text_encoder_outputs` with shuffled captions",
      fix: "Do what the message says; lorac could not know this combination."
    ))
}
