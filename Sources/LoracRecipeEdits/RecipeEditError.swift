package import LoracDiagnostics

/// Why a recipe was left as it is.
package enum RecipeEditError: Error, Sendable, Hashable {
  /// The recipe cannot be read; the diagnostics say why.
  case unreadable([Diagnostic])
  /// The edit's key has an empty word.
  case invalidKey(String)
  /// The edit's value is not one line of YAML.
  case invalidValue(key: String, value: String)
  /// `place`, a part of the key, is `kind` (as in "a number") and has no keys.
  case notAMapping(key: String, place: String, kind: String)
  /// `place` is a list of `count` items and has no such item.
  case noSuchItem(key: String, place: String, count: Int)
  /// The key comes from an anchor through `<<` or an alias, so that nothing here can be taken out.
  case inherited(key: String)
  /// The text is written in a way in which the value cannot be changed without changing something else.
  case notKept(key: String)

  /// What is wrong, as a sentence without a full stop.
  package var message: String {
    switch self {
    case .unreadable(let diagnostics):
      "the recipe cannot be read: \(diagnostics.first?.headline ?? "it is no YAML")"
    case .invalidKey(let key): "'\(key)' is no key: it has an empty word"
    case .invalidValue(let key, let value): "'\(value)' for '\(key)' is not one line of YAML"
    case .notAMapping(let key, let place, let kind): "'\(key)' cannot be set: '\(place)' is \(kind)"
    case .noSuchItem(let key, let place, let count):
      "'\(key)' cannot be changed: '\(place)' has \(count) \(count == 1 ? "item" : "items"), counted from 0"
    case .inherited(let key): "'\(key)' cannot be taken out: it comes from an anchor"
    case .notKept(let key): "'\(key)' cannot be changed without changing something else in this text"
    }
  }
}
