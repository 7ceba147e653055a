package import LoracDiagnostics

/// The diagnostics of the native trainer's capabilities, found when planning.
package enum NativeDiagnostics {
  static let setting = DiagnosticCode(
    "LR0710", "not-native", .error,
    Explanation(
      meaning: "The recipe has a setting that lorac's own trainer does not have, and lorac is to train.",
      why:
        "A setting that were passed over would give another LoRA than the recipe says. docs/native-support.md lists every "
        + "setting, with the reason for each that is refused.",
      example: "run: {backend: native}\nkohya: {masked_loss: true}",
      fix: "Train through sd-scripts, or remove the setting:\n\nrun:\n  backend: kohya"))
  static let family = DiagnosticCode(
    "LR0711", "family-not-native", .error,
    Explanation(
      meaning: "The base model is of a family that lorac's own trainer does not have, and lorac is to train.",
      why: "It has the networks of Stable Diffusion 1.x. Those of 2.x and of SDXL are other networks.",
      example: "model: {base: sd_xl_base_1.0.safetensors, family: sdxl}\nrun: {backend: native}",
      fix: "Train through sd-scripts, as the presets for SDXL do:\n\nrun:\n  backend: kohya"))
  static let algorithm = DiagnosticCode(
    "LR0712", "optimizer-not-native", .error,
    Explanation(
      meaning:
        "The optimizer, the schedule, or one of their arguments is not known to lorac's own trainer, and lorac is to train.",
      why:
        "It has the optimizers and schedules that are listed with the diagnostic, with the arguments of their libraries; "
        + "classes of other libraries are Python code, which only kohya can load.",
      example: "optimizer: {type: AdamWScheduleFree, learning_rate: 1e-4}",
      fix:
        "Choose one of the list:\n\noptimizer:\n  type: AdamW\n\nOr train through sd-scripts:\n\nrun:\n  backend: kohya"
    ))
  static let precision = DiagnosticCode(
    "LR0714", "computed-in-float32", .remark,
    Explanation(
      meaning: "The recipe asks for mixed precision, but lorac's own trainer computes in float32.",
      why:
        "Half precision is fast on a GPU and slow on a CPU. The result is at least as exact; it differs from kohya's on a "
        + "GPU by rounding. Saved files have the precision that the recipe says.",
      example: "train: {mixed_precision: fp16}",
      fix:
        "Nothing need be done. To compare with kohya step by step, turn it off on both sides:\n\n"
        + "train:\n  mixed_precision: no\nsave:\n  precision: fp16"))
  static let unused = DiagnosticCode(
    "LR0715", "unused-natively", .remark,
    Explanation(
      meaning: "A setting below `kohya:` concerns what lorac's own trainer does not have, such as a GPU's memory.",
      why: "The training is the same without it. lorac ignores nothing in silence, so it says so.",
      example: "kohya: {xformers: true}",
      fix: "Nothing need be done; it still counts with `--backend kohya` and in `lorac emit`."))

  /// All codes of this stage.
  package static let codes = [setting, family, algorithm, precision, unused]
}
