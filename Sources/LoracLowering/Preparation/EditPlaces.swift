internal import LoracDiagnostics
internal import LoracRecipe
internal import LoracSchema
internal import LoracTags

/// Where edits, groups and implications stand in a recipe.
struct EditPlaces {
  let recipe: Recipe
  /// The edits' items, in the order of the edits.
  let edits: [Settings]

  /// The range of what a finding is about; nil if it has no place.
  func range(of place: TagFinding.Place) -> SourceRange? {
    switch place {
    case .edit(let edit), .name(_, let edit): operation(edit)
    case .image(_, let edit): settings(edit)?.source(of: EditFields.images)?.range ?? operation(edit)
    case .group(let name): recipe.settings["\(PrepareFields.groups.path).\(name)"]?.source.keyRange
    case .implication(let tag): recipe.settings["\(PrepareFields.implications.path).\(tag)"]?.source.keyRange
    }
  }

  private func settings(_ edit: Int) -> Settings? { edits.indices.contains(edit) ? edits[edit] : nil }

  private func operation(_ edit: Int) -> SourceRange? {
    guard let item = settings(edit) else { return nil }
    return item.paths.first { $0 != EditFields.images.path }.flatMap { item[$0]?.source.range }
  }
}
