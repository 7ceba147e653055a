internal import LoracDiagnostics
internal import LoracSchema

/// D-Adaptation and Prodigy multiply their estimate by the rate.
enum AdaptiveRateFarFromOne: RecipeRule {
  static let code = DiagnosticCode(
    "LR0411", "adaptive-rate-far-from-one", .warning,
    Explanation(
      meaning: "D-Adaptation or Prodigy is given a learning rate far from 1.",
      why:
        "They estimate the rate themselves and multiply it by this number: with 1e-4 next to nothing is learned, with "
        + "more than 2 training may blow up.",
      example: "optimizer:\n  type: Prodigy\n  unet_lr: 1e-4\n  text_encoder_lr: 1e-4",
      fix: "Use 1 for both:\n\noptimizer:\n  unet_lr: 1\n  text_encoder_lr: 1"))

  static func check(_ recipe: Recipe, into diagnostics: inout DiagnosticList) {
    guard recipe.findsLearningRate, let name = recipe[OptimizerFields.type] else { return }
    let far = recipe.rates.filter { $0.value != 0 && !(0.5...2).contains($0.value) }
    guard let first = far.first else { return }
    var fields: [Field<Double>] = []
    for rate in far where !fields.contains(where: { $0.path == rate.field.path }) { fields.append(rate.field) }
    let values = far.allSatisfy { $0.value == first.value } ? [first.text] : far.map(\.text)
    report(
      (values.count == 1
        ? "the learning rate \(first.text) is" : "the learning rates \(values[0]) and \(values[1]) are")
        + " far from the 1 that \(name) expects",
      at: fields.map { recipe.label($0, "its own estimate is multiplied by this") } + [
        recipe.label(OptimizerFields.type, "estimates the rate itself")
      ],
      notes: [.help("set \(fields.map { "'\($0.declaration.key): 1'" }.joined(separator: " and "))")],
      into: &diagnostics)
  }
}
