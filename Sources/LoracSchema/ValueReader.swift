internal import LoracDiagnostics
internal import LoracYAML

/// Reads the value of a field from a YAML node.
struct ValueReader {
  /// Why a node is not a value of its field.
  enum Refusal: Error, Hashable {
    /// The kind or the spelling is wrong.
    case type
    /// A number of the right kind lies outside the bounds.
    case bounds
    /// The word is none of the choices; the nearest one, if any.
    case choice(nearest: String?)
    /// The problems were reported where they are.
    case reported
  }

  /// Checks a name and a value of the `kohya` block; see ``SchemaValidator``.
  var validateKohya: (Node.Pair, inout DiagnosticList) -> Setting?
  /// The folder of the file that is read.
  var folder: String

  /// The value of `type` that `node` states.
  func read(_ node: Node, as type: FieldType, into diagnostics: inout DiagnosticList) -> Result<SettingValue, Refusal> {
    switch type {
    case .boolean, .integer, .number, .text, .anyText, .inputPath, .outputPath, .choice, .choiceOrClass, .off,
      .interval, .warmup:
      guard case .scalar(let scalar) = node.content else { return .failure(.type) }
      return scalar.value(as: type)
    case .size(let range): return readSize(node, range)
    case .relative(let base):
      if case .scalar(let scalar) = node.content, case .string(let text) = scalar.value {
        return Quantity.relative(text).map { .success(.relative($0)) } ?? .failure(.type)
      }
      return read(node, as: base, into: &diagnostics)
    case .list(let item, let count): return readList(node, item, atLeast: count, into: &diagnostics)
    case .record(let block):
      guard case .mapping(let pairs) = node.content else { return .failure(.type) }
      return .success(.record(readRecord(pairs, block, at: node.range, into: &diagnostics)))
    case .lists: return readLists(node, into: &diagnostics)
    case .arguments: return readArguments(node, into: &diagnostics)
    case .kohyaArguments:
      guard case .mapping(let pairs) = node.content else { return .failure(.type) }
      var settings = Settings()
      for pair in pairs { settings[pair.key] = validateKohya(pair, &diagnostics) }
      return .success(.record(settings))
    case .either(let types): return readEither(node, types, into: &diagnostics)
    }
  }

  private func readSize(_ node: Node, _ range: ClosedRange<Int>) -> Result<SettingValue, Refusal> {
    var sides: [Int] = []
    switch node.content {
    case .scalar(let scalar):
      if case .string(let text) = scalar.value, let size = Quantity.size(text) {
        sides = [size.width, size.height]
      } else if let side = scalar.wholeNumber {
        sides = [side, side]
      }
    case .sequence(let items):
      sides = items.compactMap { item in
        guard case .scalar(let scalar) = item.content else { return nil }
        return scalar.wholeNumber
      }
      guard items.count == 2, sides.count == 2 else { return .failure(.type) }
    case .mapping: break
    }
    guard sides.count == 2 else { return .failure(.type) }
    guard sides.allSatisfy(range.contains) else { return .failure(.bounds) }
    return .success(.size(width: sides[0], height: sides[1]))
  }

  private func readList(
    _ node: Node, _ type: FieldType, atLeast count: Int, into diagnostics: inout DiagnosticList
  ) -> Result<SettingValue, Refusal> {
    guard case .sequence(let items) = node.content, items.count >= count else { return .failure(.type) }
    var values: [SettingValue] = []
    var isComplete = true
    for item in items {
      switch read(item, as: type, into: &diagnostics) {
      case .success(let value): values.append(value)
      case .failure(.reported): isComplete = false
      case .failure(let refusal):
        diagnostics.append(.refused(refusal, item, type, field: "an item of this list"))
        isComplete = false
      }
    }
    return isComplete ? .success(.list(values)) : .failure(.reported)
  }

  private func readLists(_ node: Node, into diagnostics: inout DiagnosticList) -> Result<SettingValue, Refusal> {
    guard case .mapping(let pairs) = node.content else { return .failure(.type) }
    var settings = Settings()
    var isComplete = true
    for pair in pairs {
      let type = FieldType.either([.text, .list(.text, atLeast: 1)])
      switch read(pair.value, as: type, into: &diagnostics) {
      case .success(let value):
        let source = Provenance(range: pair.value.range, keyRange: pair.keyRange, folder: folder)
        settings[pair.key] = Setting(value, source)
      case .failure(let refusal):
        isComplete = false
        if refusal != .reported { diagnostics.append(.refused(refusal, pair.value, type, field: "'\(pair.key)'")) }
      }
    }
    return isComplete ? .success(.record(settings)) : .failure(.reported)
  }

  private func readArguments(_ node: Node, into diagnostics: inout DiagnosticList) -> Result<SettingValue, Refusal> {
    guard case .mapping(let pairs) = node.content else { return .failure(.type) }
    var settings = Settings()
    var isComplete = true
    for pair in pairs {
      let source = Provenance(range: pair.value.range, keyRange: pair.keyRange, folder: folder)
      if !isArgumentName(pair.key) {
        diagnostics.append(.badArgumentName(pair))
        isComplete = false
      } else if case .scalar(let scalar) = pair.value.content, scalar.isFinite {
        settings[pair.key] = Setting(scalar.plainValue, source)
      } else if case .sequence(let items) = pair.value.content, let values = scalars(items) {
        settings[pair.key] = Setting(.list(values), source)
      } else {
        diagnostics.append(.refused(.type, pair.value, .text, field: "the argument '\(pair.key)'"))
        isComplete = false
      }
    }
    return isComplete ? .success(.record(settings)) : .failure(.reported)
  }

  private func scalars(_ items: [Node]) -> [SettingValue]? {
    let values = items.compactMap { item -> SettingValue? in
      guard case .scalar(let scalar) = item.content, scalar.value != .null, scalar.isFinite else {
        return nil
      }
      return scalar.plainValue
    }
    return values.count == items.count ? values : nil
  }

  private func isArgumentName(_ name: String) -> Bool {
    guard let first = name.utf8.first, !(0x30...0x39).contains(first) else { return false }
    return name.utf8.allSatisfy { byte in
      byte == 0x5F || (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte & 0xDF) && byte < 0x80
    }
  }

  private func readEither(
    _ node: Node, _ types: [FieldType], into diagnostics: inout DiagnosticList
  ) -> Result<SettingValue, Refusal> {
    var best = Refusal.type
    for type in types {
      var attempt = DiagnosticList()
      let result = read(node, as: type, into: &attempt)
      switch result {
      case .failure(.type): continue
      case .failure(let refusal) where refusal != .reported: if best == .type { best = refusal }
      default:
        diagnostics.append(contentsOf: attempt)
        return result
      }
    }
    return .failure(best)
  }
}

extension Scalar {
  /// The integer that the scalar states; a number such as `1e3` counts if it is whole.
  var wholeNumber: Int? {
    switch value {
    case .integer(let value): value
    case .number(let value): Int(exactly: value)
    default: nil
    }
  }

  /// Whether the scalar is anything but an infinite number or `.nan`, which Python has no literal for.
  var isFinite: Bool {
    guard case .number(let number) = value else { return true }
    return number.isFinite
  }

  /// The value for places without a declared type.
  var plainValue: SettingValue {
    switch value {
    case .null: .reset
    case .boolean(let value): .boolean(value)
    case .integer(let value): .integer(value)
    case .number(let value): .number(value)
    case .string(let value): .string(value)
    }
  }

  fileprivate func value(as type: FieldType) -> Result<SettingValue, ValueReader.Refusal> {
    switch type {
    case .boolean:
      guard case .boolean(let value) = value else { return .failure(.type) }
      return .success(.boolean(value))
    case .off: return value == .boolean(false) ? .success(.string("false")) : .failure(.type)
    case .integer(let range):
      guard let value = wholeNumber else { return .failure(.type) }
      return range.contains(value) ? .success(.integer(value)) : .failure(.bounds)
    case .number(let bounds):
      guard let value = number else { return .failure(.type) }
      return bounds.contains(value) ? .success(.number(value)) : .failure(.bounds)
    case .warmup: return warmup
    default:
      guard case .string(let text) = value else { return .failure(.type) }
      return Self.value(of: text, as: type)
    }
  }

  private var number: Double? {
    switch value {
    case .integer(let value): Double(value)
    case .number(let value): value
    default: nil
    }
  }

  private var warmup: Result<SettingValue, ValueReader.Refusal> {
    if case .string(let text) = value {
      return (Quantity.steps(text) ?? Quantity.percent(text)).map { .success($0) } ?? .failure(.type)
    }
    guard let steps = wholeNumber else { return .failure(.type) }
    return (0...1_000_000_000).contains(steps) ? .success(.steps(steps)) : .failure(.bounds)
  }

  private static func value(of text: String, as type: FieldType) -> Result<SettingValue, ValueReader.Refusal> {
    switch type {
    case .anyText: return .success(.string(text))
    case .text, .inputPath, .outputPath: return text.isEmpty ? .failure(.bounds) : .success(.string(text))
    case .interval: return Quantity.interval(text).map { .success($0) } ?? .failure(.type)
    case .choice(let words): return choice(text, words)
    case .choiceOrClass(let words):
      let parts = text.split(separator: ".", omittingEmptySubsequences: false)
      let isClass =
        parts.count > 1
        && parts.allSatisfy { part in
          !part.isEmpty
            && part.utf8.allSatisfy {
              ($0 | 0x20 >= 0x61 && $0 | 0x20 <= 0x7A) || $0 == 0x5F || (0x30...0x39).contains($0)
            }
        }
      return isClass ? .success(.string(text)) : choice(text, words)
    default: return .failure(.type)
    }
  }

  private static func choice(_ text: String, _ words: [String]) -> Result<SettingValue, ValueReader.Refusal> {
    if words.contains(text) { return .success(.string(text)) }
    return .failure(.choice(nearest: Suggestion.nearest(to: text, among: words)))
  }
}
