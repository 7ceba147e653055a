package import LoracDiagnostics
package import LoracPreparation
package import LoracRecipe
internal import LoracSchema
package import LoracTags

/// What decides the captions of a recipe: its folders, taggers and edits of tags.
package struct CaptionSource: Sendable {
  /// The folders and what is done with them; nothing, where the recipe prepares nothing.
  package let preparation: Preparation
  /// How many tokens of a caption are read.
  package let tokenLimit: Int
  private let places: EditPlaces

  /// Where an edit stands, as in `recipe.yaml:14`.
  package func place(ofEdit edit: Int) -> String {
    guard let range = places.range(of: .edit(edit)) else { return "edit \(edit + 1)" }
    guard range.file.kind == .file || range.file.kind == .preset else { return range.file.name }
    return "\(range.file.name):\(range.file.lines.line(at: range.bytes.lowerBound))"
  }

  /// A finding about the edits, at its place.
  package func diagnostic(_ finding: TagFinding) -> Diagnostic {
    .tags(finding, edits: preparation.edits) { places.range(of: $0) }
  }

  /// What decides the captions of `recipe`; nil if its folders cannot be told, which is reported.
  package init?(_ recipe: Recipe, into diagnostics: inout DiagnosticList) {
    let folders = FolderExpansion(recipe).expand(into: &diagnostics)
    guard let layout = DatasetLayout(folders, recipe, into: &diagnostics) else { return nil }
    let (preparation, edits) = PreparationLowering(recipe, layout.allFolders).lower(into: &diagnostics)
    self.preparation = preparation
    places = EditPlaces(recipe: recipe, edits: edits)
    tokenLimit = recipe.value(ModelFields.maxTokenLength)
  }
}
