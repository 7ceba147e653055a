internal import LoracDiagnostics
internal import LoracYAML

/// Changes values in a recipe's text; comments, layout, quotes, anchors, line ends and all other bytes stay.
///
/// A value that comes from an anchor is overridden where it is used, and the anchor stays what it is for others. What was
/// made is read again: unless it is the old recipe with exactly the wanted changes, nothing comes back.
package enum RecipeEditor {
  /// How often values are put back that an edited anchor would have changed elsewhere.
  private static let mostRepairs = 64

  /// Applies `edits` one after the other to a recipe's bytes.
  ///
  /// `name` is the file's name in the text of the difference.
  package static func apply(
    _ edits: [RecipeEdit], to bytes: [UInt8], name: String = "recipe.yaml"
  ) throws(RecipeEditError) -> EditedRecipe {
    var result = bytes
    for edit in edits { result = try apply(edit, to: result) }
    return EditedRecipe(bytes: result, diff: UnifiedDiff.text(from: bytes, to: result, name: name))
  }

  private static func apply(_ edit: RecipeEdit, to bytes: [UInt8]) throws(RecipeEditError) -> [UInt8] {
    guard !edit.key.isEmpty, !edit.key.contains("") else { throw .invalidKey(edit.name) }
    let text = try RecipeText(bytes)
    let change: NodeChange =
      switch edit.change {
      case .remove: .remove
      case .set(let value): .set(try LineValue.read(value, key: edit.name))
      }
    let intended = try IntendedTree(key: edit.name).applying(change, to: text.tree, at: edit.key[...])
    if intended.isSame(as: text.tree) { return bytes }
    if let direct = try? settle(text, edit, change, intended) { return direct }
    // The text repeats what is edited through aliases in a way that overriding does not undo: write them out first.
    guard let unaliased = text.withoutAliases(to: edit.key) else { throw failure(text, edit) }
    let separated = try RecipeText(unaliased)
    guard separated.tree.isSame(as: text.tree) else { throw failure(text, edit) }
    do {
      return try settle(separated, edit, change, intended)
    } catch {
      throw failure(text, edit)
    }
  }

  private static func failure(_ text: RecipeText, _ edit: RecipeEdit) -> RecipeEditError {
    guard edit.change == .remove, let changed = try? text.applying(.remove, at: edit.key),
      let rest = try? RecipeText(changed), rest.tree.value(at: edit.key[...]) != nil
    else { return .notKept(key: edit.name) }
    return .inherited(key: edit.name)
  }

  /// Makes the change, then puts back whatever else it changed.
  private static func settle(
    _ text: RecipeText, _ edit: RecipeEdit, _ change: NodeChange, _ intended: Node
  ) throws(RecipeEditError) -> [UInt8] {
    var current = try RecipeText(try text.applying(change, at: edit.key))
    for _ in 0..<mostRepairs {
      guard let difference = intended.firstDifference(from: current.tree) else { return current.bytes }
      guard let value = difference.value, !difference.path.isEmpty else { break }
      let repaired = try current.applying(.set(value), at: difference.path)
      guard repaired != current.bytes else { break }
      current = try RecipeText(repaired)
    }
    throw .notKept(key: edit.name)
  }
}

/// A recipe after its edits.
package struct EditedRecipe: Sendable, Hashable {
  /// The new text.
  package let bytes: [UInt8]
  /// The changed lines as a unified diff; empty if nothing changed.
  package let diff: String
}

/// What happens to the value of a key.
enum NodeChange {
  case set(Node)
  case remove
}
