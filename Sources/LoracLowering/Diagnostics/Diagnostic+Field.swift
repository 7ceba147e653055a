package import LoracDiagnostics
package import LoracRecipe
internal import LoracSchema

extension Diagnostic {
  /// The diagnostic at the place where the value of `field` comes from, unless it has a place already.
  package func placed(at field: String, of recipe: Recipe?, _ sources: PlanSources?) -> Diagnostic {
    guard primary == nil, let source = sources?[field] ?? recipe?.settings[field]?.source else { return self }
    var result = self
    result.primary = Label(source.range, "asked for here")
    return result
  }
}
