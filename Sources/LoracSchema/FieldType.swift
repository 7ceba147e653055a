/// What values a field accepts.
package indirect enum FieldType: Sendable {
  /// `true` or `false`.
  case boolean
  /// A whole number in bounds.
  case integer(ClosedRange<Int>)
  /// A finite number in bounds.
  case number(NumberBounds)
  /// A text of at least one character.
  case text
  /// A text that may be empty.
  case anyText
  /// A file or folder that is read; relative to the file that states it.
  case inputPath
  /// A file or folder that is written; relative to the working directory.
  case outputPath
  /// One of several words.
  case choice([String])
  /// One of several words, or `module.Class`.
  case choiceOrClass([String])
  /// The word `false` of a field that is otherwise a choice.
  case off
  /// `512`, `[512, 768]` or `512x768`, each side within bounds.
  case size(ClosedRange<Int>)
  /// `2 epochs` or `500 steps`.
  case interval
  /// A number of steps, `500 steps`, or a percentage of all steps.
  case warmup
  /// A value of the type, or a field times or over a number.
  case relative(FieldType)
  /// A list of values.
  case list(FieldType, atLeast: Int)
  /// A group of fields as an item of a list.
  case record(Block)
  /// Names with a text or a list of texts each, such as groups of tags.
  case lists
  /// Names with scalar values, such as optimizer arguments.
  case arguments
  /// kohya's arguments, checked against its own table.
  case kohyaArguments
  /// The first type that accepts the value.
  case either([FieldType])
}

/// The numbers that a field accepts.
package struct NumberBounds: Sendable, Hashable {
  /// The smallest number.
  package var minimum: Double?
  /// The largest number.
  package var maximum: Double?
  /// Whether the smallest number itself is excluded.
  package var excludesMinimum: Bool

  /// Numbers from `minimum` to `maximum`.
  package init(from minimum: Double? = nil, to maximum: Double? = nil, excludesMinimum: Bool = false) {
    self.minimum = minimum
    self.maximum = maximum
    self.excludesMinimum = excludesMinimum
  }

  /// Whether `value` is finite and within the bounds.
  package func contains(_ value: Double) -> Bool {
    guard value.isFinite else { return false }
    if let minimum, excludesMinimum ? value <= minimum : value < minimum { return false }
    if let maximum, value > maximum { return false }
    return true
  }

  /// Every finite number.
  package static let any = NumberBounds()
  /// Numbers above 0.
  package static let positive = NumberBounds(from: 0, excludesMinimum: true)
  /// Numbers from 0 up.
  package static let notNegative = NumberBounds(from: 0)
  /// Numbers from 0 to 1.
  package static let chance = NumberBounds(from: 0, to: 1)
}

extension FieldType {
  /// What is accepted, as it ends the sentence "expected …".
  package var expectation: String {
    switch self {
    case .boolean: "true or false"
    case .integer(let range): Self.expectation(of: range)
    case .number(let bounds): bounds.expectation
    case .text: "a text"
    case .anyText: "a text, possibly empty"
    case .inputPath, .outputPath: "a path"
    case .choice(let words): Self.expectation(of: words)
    case .choiceOrClass(let words): words.joined(separator: ", ") + ", or a class as module.Class"
    case .off: "false"
    case .size(let range):
      "a size such as 512, 512x768 or [512, 768], sides from \(range.lowerBound) to \(range.upperBound)"
    case .interval: "an interval such as '2 epochs' or '500 steps'"
    case .warmup: "a number of steps, '500 steps', or a part such as '5%'"
    case .relative(let type): type.expectation + ", or an expression such as rank/2"
    case .list(let type, _): "a list, each item \(type.expectation)"
    case .record(let block): "a mapping with the keys " + block.entries.map(\.key).joined(separator: ", ")
    case .lists: "a mapping of names, each with a text or a list of texts"
    case .arguments: "a mapping of names and values"
    case .kohyaArguments: "a mapping of kohya's argument names and values"
    case .either(let types): types.map(\.expectation).joined(separator: ", or ")
    }
  }

  /// All of a few words, or the first of many.
  private static func expectation(of words: [String]) -> String {
    guard words.count > 24 else { return words.joined(separator: ", ") }
    return words.prefix(16).joined(separator: ", ") + " or one of \(words.count - 16) more"
  }

  private static func expectation(of range: ClosedRange<Int>) -> String {
    switch (range.lowerBound, range.upperBound) {
    case (.min, .max): "a whole number"
    case (let low, .max): "a whole number from \(low) up"
    case (let low, let high) where low == high: "\(low)"
    case (let low, let high): "a whole number from \(low) to \(high)"
    }
  }
}

extension NumberBounds {
  fileprivate var expectation: String {
    func text(_ value: Double) -> String { SettingValue.number(value).description }
    switch (minimum, maximum) {
    case (nil, nil): return "a number"
    case (let low?, nil): return excludesMinimum ? "a number above \(text(low))" : "a number from \(text(low)) up"
    case (nil, let high?): return "a number up to \(text(high))"
    case (let low?, let high?):
      return (excludesMinimum ? "a number above " : "a number from ") + text(low) + " to " + text(high)
    }
  }
}
