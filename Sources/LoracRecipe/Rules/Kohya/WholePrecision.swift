internal import LoracDiagnostics
internal import LoracSchema

/// Training all in half precision needs mixed precision of the same kind.
enum WholePrecision: RecipeRule {
  static let code = DiagnosticCode(
    "LR0483", "whole-precision", .error,
    Explanation(
      meaning:
        "`kohya.full_fp16`, `full_bf16`, `fp8_base` or `fp8_base_unet` is set with a mixed precision that it does not go with.",
      why:
        "`full_fp16` needs `mixed_precision: fp16`, `full_bf16` needs `bf16`, the others either of the two; kohya refuses "
        + "anything else after the model has been loaded (sd-scripts `train_network.py:815`).",
      example: "train:\n  mixed_precision: \"no\"\nkohya:\n  full_bf16: true",
      fix: "Set the precision that it needs:\n\ntrain:\n  mixed_precision: bf16"))

  static func check(_ recipe: Recipe, into diagnostics: inout DiagnosticList) {
    guard let mixed = recipe[TrainFields.mixedPrecision] else { return }
    var needs: [(flag: String, precisions: [String])] = []
    // kohya looks at full_bf16 only if full_fp16 is not set.
    if recipe.kohyaFlag("full_fp16") {
      needs.append(("full_fp16", ["fp16"]))
    } else if recipe.kohyaFlag("full_bf16") {
      needs.append(("full_bf16", ["bf16"]))
    }
    for flag in ["fp8_base", "fp8_base_unet"] where recipe.kohyaFlag(flag) { needs.append((flag, ["fp16", "bf16"])) }
    for (flag, precisions) in needs where !precisions.contains(mixed) {
      let wanted = precisions.joined(separator: " or ")
      report(
        "'\(flag)' needs mixed_precision \(wanted)",
        at: [
          recipe.label(argument: flag, "does not go with '\(mixed)'"),
          recipe.label(TrainFields.mixedPrecision, "must be \(wanted)"),
        ],
        fixIts: recipe.replacing(TrainFields.mixedPrecision, by: precisions[0], .unsafe), into: &diagnostics)
    }
  }
}
