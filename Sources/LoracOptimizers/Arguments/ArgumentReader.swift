/// One optimizer argument as the recipe has it.
package struct OptimizerArgument: Sendable, Hashable {
  /// The reference library's name of the parameter.
  package let name: String
  /// A Python literal.
  package let text: String

  /// An argument.
  package init(name: String, text: String) {
    self.name = name
    self.text = text
  }
}

/// The numbers an argument may have.
enum ArgumentBounds: String {
  case any = "a number"
  case positive = "a number above 0"
  case notNegative = "a number from 0 on"
  case belowOne = "a number from 0 to below 1"
  case upToOne = "a number from 0 to 1"

  func contains(_ value: Double) -> Bool {
    switch self {
    case .any: !value.isNaN
    case .positive: value > 0
    case .notNegative: value >= 0
    case .belowOne: value >= 0 && value < 1
    case .upToOne: value >= 0 && value <= 1
    }
  }
}

/// Takes the arguments of one optimizer out of a list and remembers what is wrong with them.
///
/// A later argument of the same name replaces an earlier one, as in kohya's dictionary.
struct ArgumentReader {
  private let texts: [String: String]
  private let order: [String]
  private var allowed: [String] = []
  private var problems: [OptimizerProblem] = []

  init(_ arguments: [OptimizerArgument]) {
    texts = Dictionary(arguments.map { ($0.name, $0.text) }) { $1 }
    var seen: Set<String> = []
    order = arguments.map(\.name).filter { seen.insert($0).inserted }
  }

  /// Whether the argument is given.
  func has(_ name: String) -> Bool { texts[name] != nil }

  private mutating func value(_ name: String) -> ArgumentValue? {
    allowed.append(name)
    guard let text = texts[name] else { return nil }
    if let value = ArgumentValue(literal: text) { return value }
    refuse(name, "a Python literal")
    return nil
  }

  /// Records that an argument's value cannot be used.
  mutating func refuse(_ name: String, _ words: String) {
    problems.append(.invalidArgument(name: name, value: texts[name] ?? "", allowed: words))
  }

  mutating func number(_ name: String, _ standard: Double, _ bounds: ArgumentBounds = .any) -> Double {
    switch value(name) {
    case nil: return standard
    case .number(let number, _)? where bounds.contains(number): return number
    default: refuse(name, bounds.rawValue)
    }
    return standard
  }

  /// A number where None is allowed too.
  mutating func numberOrNone(_ name: String, _ bounds: ArgumentBounds = .any) -> Double? {
    switch value(name) {
    case nil, .nothing?: return nil
    case .number(let number, _)? where bounds.contains(number): return number
    default: refuse(name, bounds.rawValue + " or None")
    }
    return nil
  }

  mutating func count(_ name: String, _ standard: Int) -> Int {
    let found = number(name, Double(standard), .positive)
    if let count = Int(exactly: found) { return count }
    refuse(name, "a whole number above 0")
    return standard
  }

  mutating func boolean(_ name: String, _ standard: Bool) -> Bool {
    switch value(name) {
    case nil: return standard
    case .boolean(let value)?: return value
    // Python takes any number for a condition.
    case .number(let number, _)?: return number != 0
    default: refuse(name, "True or False")
    }
    return standard
  }

  /// Several numbers, as many as the standard has.
  mutating func numbers(_ name: String, _ standard: [Double], _ bounds: ArgumentBounds = .belowOne) -> [Double] {
    switch value(name) {
    case nil: return standard
    case .numbers(let values)? where values.count == standard.count && values.allSatisfy(bounds.contains):
      return values
    default: refuse(name, "\(standard.count) values separated by commas, each \(bounds.rawValue)")
    }
    return standard
  }

  /// An argument that changes only how fast the reference library is.
  mutating func withoutEffect(_ name: String) { _ = value(name) }

  /// An argument of which only these values can be used, the first being the standard.
  mutating func only(_ name: String, _ values: [ArgumentValue]) {
    guard let value = value(name), !values.contains(value) else { return }
    refuse(name, values.map(\.pythonText).joined(separator: " or "))
  }

  /// What is wrong, unknown arguments included; to be asked when all known ones are read.
  func finish() -> [OptimizerProblem] {
    order.filter { !allowed.contains($0) }.map { .unknownArgument($0, allowed: allowed.sorted()) } + problems
  }
}
