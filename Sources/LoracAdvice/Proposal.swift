/// One change of a recipe.
package struct Proposal: Sendable, Hashable, Codable {
  /// The recipe's key with dots, as in `optimizer.unet_lr`.
  package var key: String
  /// The value that the run had, as YAML writes it; nil where it had none.
  package var oldValue: String?
  /// The value to try, as YAML writes it.
  package var newValue: String
  /// Why, in a sentence.
  package var reason: String

  /// Sets `key` to `newValue`.
  package init(_ key: String, from oldValue: String?, to newValue: String, reason: String) {
    self.key = key
    self.oldValue = oldValue
    self.newValue = newValue
    self.reason = reason
  }

  private enum CodingKeys: String, CodingKey {
    case key
    case oldValue = "old"
    case newValue = "new"
    case reason
  }
}
