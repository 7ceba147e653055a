internal import LoracDiagnostics
internal import LoracSchema

/// Scaling of a velocity loss that there is not.
enum VelocitySettingWithoutVelocity: RecipeRule {
  static let code = DiagnosticCode(
    "LR0458", "v-loss-scale", .error,
    Explanation(
      meaning:
        "`loss.scale_v_prediction` is on without v-prediction, or `kohya.v_pred_like_loss` is given with v-prediction.",
      why: "kohya refuses both (sd-scripts `train_util.py:4447`, `:4452`).",
      example: "loss:\n  scale_v_prediction: true",
      fix: "Remove the setting, or correct `model.v_prediction`."))

  static func check(_ recipe: Recipe, into diagnostics: inout DiagnosticList) {
    guard let isVelocity = recipe[ModelFields.vPrediction] else { return }
    if recipe[LossFields.scaleVPrediction] == true, !isVelocity {
      report(
        "scale_v_prediction needs a v-prediction model",
        at: [
          recipe.label(LossFields.scaleVPrediction, "scales a loss that this model has not"),
          recipe.label(ModelFields.vPrediction, "this model predicts noise"),
        ], into: &diagnostics)
    }
    if isVelocity, let weight = recipe.kohya("v_pred_like_loss").flatMap({ Double($0) }), weight != 0 {
      report(
        "'v_pred_like_loss' does not work with a v-prediction model",
        at: [
          recipe.label(argument: "v_pred_like_loss", "makes noise prediction like v-prediction"),
          recipe.label(ModelFields.vPrediction, "this model predicts velocity already"),
        ], into: &diagnostics)
    }
  }
}
