internal import LoracDiagnostics
internal import LoracRecipe
internal import LoracSchema

extension Diagnostic {
  /// The family is neither stated nor found.
  static func unknownFamily(_ base: String, _ recipe: Recipe) -> Diagnostic {
    Diagnostic(
      LoweringDiagnostics.unknownFamily, "the architecture of the base model '\(base)' is not known",
      at: recipe.label(ModelFields.base, "nothing here tells"),
      notes: [.help("set 'model.family' to sd15, sd2 or sdxl")])
  }

  /// More points than a plan may hold.
  static func tooMany(
    _ what: String, _ count: Int, _ field: Field<SettingValue>, _ recipe: Recipe
  ) -> Diagnostic {
    Diagnostic(
      LoweringDiagnostics.tooMany, "this makes \(count) \(what)",
      at: recipe.label(field, "at most \(SaveSchedule.limit) are allowed"), notes: [.help("give a longer interval")])
  }
}
