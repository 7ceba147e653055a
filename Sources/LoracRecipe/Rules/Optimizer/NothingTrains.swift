internal import LoracDiagnostics
internal import LoracSchema

/// All rates are 0.
enum NothingTrains: RecipeRule {
  static let code = DiagnosticCode(
    "LR0415", "nothing-trains", .error,
    Explanation(
      meaning: "The learning rate of every trained part is 0.",
      why: "kohya leaves out parts whose rate is 0, and an optimizer without parameters stops with an error.",
      example: "optimizer:\n  learning_rate: 0",
      fix: "Give at least one part a rate:\n\noptimizer:\n  unet_lr: 1e-4"))

  static func check(_ recipe: Recipe, into diagnostics: inout DiagnosticList) {
    let parts = (recipe.trainsUNet ? 1 : 0) + (recipe.trainsTextEncoder ? 1 : 0)
    let rates = recipe.rates
    guard parts > 0, rates.count == parts, rates.allSatisfy({ $0.value == 0 }) else { return }
    report(
      "nothing is trained: \(rates.count == 1 ? "the learning rate is" : "all learning rates are") 0",
      at: rates.map { recipe.label($0.field, "0 trains nothing") }, into: &diagnostics)
  }
}
