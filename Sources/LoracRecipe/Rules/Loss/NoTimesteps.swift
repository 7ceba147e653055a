internal import LoracDiagnostics
internal import LoracSchema

/// A range of timesteps with nothing in it.
enum NoTimesteps: RecipeRule {
  static let code = DiagnosticCode(
    "LR0462", "no-timesteps", .error,
    Explanation(
      meaning: "`min_timestep` is not below `max_timestep`.",
      why:
        "Timesteps are drawn from the first up to, but not including, the last. Without any between them kohya trains "
        + "the last one alone, or crashes at 1000 (sd-scripts `train_util.py:6062`).",
      example: "loss:\n  min_timestep: 800\n  max_timestep: 200",
      fix: "Put the smaller first:\n\nloss:\n  min_timestep: 200\n  max_timestep: 800"))

  static func check(_ recipe: Recipe, into diagnostics: inout DiagnosticList) {
    guard let first = recipe[LossFields.minTimestep], let last = recipe[LossFields.maxTimestep], first >= last else {
      return
    }
    report(
      "no timestep is from \(first) up to \(last)",
      at: [
        recipe.label(LossFields.minTimestep, "must be below max_timestep"),
        recipe.label(LossFields.maxTimestep, "this one is not drawn itself"),
      ], into: &diagnostics)
  }
}
