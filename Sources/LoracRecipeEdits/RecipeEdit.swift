/// One change of a recipe's values: a key gets another value, or is taken out.
package struct RecipeEdit: Sendable, Hashable {
  /// What happens to the value.
  package enum Change: Sendable, Hashable {
    /// It becomes this YAML value, written in one line: `3.6e-5`, `rank/2`, `[512, 768]`, `'it''s'`.
    case set(String)
    /// The key and its value are taken out; without effect if the key is not there.
    case remove
  }

  /// The words of the key; whole numbers name the items of a list, from 0.
  package var key: [String]
  /// What happens to the value.
  package var change: Change

  /// Sets the dotted `key`, as in `optimizer.unet_lr` or `dataset.images.0.repeats`, to a YAML value in one line.
  package init(_ key: String, _ value: String) { self.init(key, .set(value)) }

  /// Changes the value of the dotted `key`.
  package init(_ key: String, _ change: Change) {
    self.key = key.split(separator: ".", omittingEmptySubsequences: false).map(String.init)
    self.change = change
  }

  /// Takes the dotted `key` out.
  package static func remove(_ key: String) -> RecipeEdit { RecipeEdit(key, .remove) }

  /// The key in one word, as in `optimizer.unet_lr`.
  package var name: String { key.joined(separator: ".") }
}
