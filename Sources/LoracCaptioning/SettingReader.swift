internal import LoracJSON

/// A value of a model's JSON file that cannot be used.
package struct SettingProblem: Sendable, Hashable {
  /// The key with the sections around it, as in `text_config.hidden_size`.
  package let key: String
  /// The value as it stands there, as JSON.
  package let seen: String
  /// What is allowed, as in "1 to 512".
  package let allowed: String

  /// The three in one phrase.
  package var description: String { "'\(key)' is \(seen); allowed is \(allowed)" }
}

/// All problems of one file.
package struct SettingProblems: Error, Sendable, Hashable {
  /// In the file's order of meaning; never empty.
  package let list: [SettingProblem]

  init(_ list: [SettingProblem]) { self.list = list }
}

/// Reads values with defaults out of a JSON object and collects what cannot be used.
struct SettingReader {
  private(set) var problems: [SettingProblem] = []
  private let json: JSONValue?
  private let prefix: String

  init(_ json: JSONValue?, prefix: String = "") {
    self.json = json
    self.prefix = prefix
    guard let json else { return }
    if case .object = json { return }
    problems = [SettingProblem(key: prefix, seen: Self.text(json), allowed: "an object")]
  }

  /// The value of `key`; nil where it is missing or null.
  subscript(key: String) -> JSONValue? {
    guard let value = json?[key], value != .null else { return nil }
    return value
  }

  /// Reads the object under `key`, where a missing one is an empty one.
  mutating func section<Result>(_ key: String, _ body: (inout SettingReader) -> Result) -> Result {
    var inner = SettingReader(self[key], prefix: prefix.isEmpty ? key : "\(prefix).\(key)")
    let result = body(&inner)
    problems += inner.problems
    return result
  }

  /// A whole number; a wrong one is reported and replaced by one in range.
  mutating func integer(_ key: String, _ standard: Int, in range: ClosedRange<Int>) -> Int {
    switch self[key] {
    case nil where range.contains(standard): return standard
    case .integer(let value)? where range.contains(value): return value
    default:
      refuse(
        key, allowed: "a whole number from \(range.lowerBound) to \(range.upperBound)", seen: seen(key) ?? "\(standard)"
      )
      return range.lowerBound
    }
  }

  /// A number; a wrong one is reported and replaced by the standard.
  mutating func number(_ key: String, _ standard: Float, in range: ClosedRange<Float>) -> Float {
    guard let value = self[key] else { return standard }
    let number: Double? =
      switch value {
      case .integer(let whole): Double(whole)
      case .number(let number): number
      default: nil
      }
    guard let number, range.contains(Float(number)) else {
      refuse(key, allowed: "a number from \(range.lowerBound) to \(range.upperBound)")
      return standard
    }
    return Float(number)
  }

  /// Reports the value of `key`.
  mutating func refuse(_ key: String, allowed: String, seen: String? = nil) {
    problems.append(
      SettingProblem(
        key: prefix.isEmpty ? key : "\(prefix).\(key)", seen: seen ?? self.seen(key) ?? "missing", allowed: allowed))
  }

  private func seen(_ key: String) -> String? { self[key].map(Self.text) }

  /// A value in a few words, since a file may hold anything.
  private static func text(_ value: JSONValue) -> String {
    switch value {
    case .null: "null"
    case .boolean(let flag): "\(flag)"
    case .integer(let number): "\(number)"
    case .number(let number): "\(number)"
    case .string(let text): "'\(text.prefix(40))\(text.count > 40 ? "…" : "")'"
    case .array(let elements): "a list of \(elements.count)"
    case .object: "an object"
    }
  }
}
