/// What lorac's own trainer makes of one setting, compared with sd-scripts.
package struct NativeSupport: Sendable, Hashable {
  /// The comparison in one word.
  package enum Verdict: String, Sendable, Hashable, CaseIterable {
    /// It does what it does with kohya.
    case same
    /// It is followed, but not to the letter; the reason says how.
    case different
    /// It concerns what a CPU does not have; the training is the same without it.
    case unused
    /// Some values are followed and others refused when planning.
    case partly
    /// It is refused when planning, unless it stands at kohya's default.
    case refused
  }

  /// The comparison.
  package let verdict: Verdict
  /// Why, or what there is to know; empty where there is nothing to say, plain Markdown otherwise.
  package let reason: String

  static func same(_ note: String = "") -> NativeSupport { NativeSupport(verdict: .same, reason: note) }
  static func different(_ reason: String) -> NativeSupport { NativeSupport(verdict: .different, reason: reason) }
  static func unused(_ reason: String) -> NativeSupport { NativeSupport(verdict: .unused, reason: reason) }
  static func partly(_ reason: String) -> NativeSupport { NativeSupport(verdict: .partly, reason: reason) }
  static func refused(_ reason: String) -> NativeSupport { NativeSupport(verdict: .refused, reason: reason) }
}

extension NativeSupport {
  /// Fields of a recipe by their whole path, those of a list's items as in `dataset.images.path`.
  package static let fields: [String: NativeSupport] = Dictionary(
    modelFields + dataFields + trainingFields + outputFields
  ) { first, _ in first }

  /// kohya's arguments that can stand below `kohya:`, by name.
  package static let arguments: [String: NativeSupport] = Dictionary(
    dataArguments + trainingArguments + machineArguments + outputArguments
  ) { first, _ in first }

  /// All entries of the table with their names, to find what is entered twice.
  package static var names: [String] {
    (modelFields + dataFields + trainingFields + outputFields + dataArguments + trainingArguments + machineArguments
      + outputArguments).map(\.0)
  }
}
