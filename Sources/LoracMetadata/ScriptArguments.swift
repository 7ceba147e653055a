internal import LoracJSON
internal import LoracKohya
internal import LoracKohyaArguments
internal import LoracPlan

/// What sd-scripts' argument parser holds after reading the command that a plan is emitted as.
///
/// Most metadata are these values, defaults included, so they are taken from the same two tables as the command.
struct ScriptArguments {
  private var values: [String: JSONValue] = [:]

  /// The parsed arguments of `plan`'s command.
  init(_ plan: TrainingPlan) {
    for argument in KohyaArgumentTable.current.all where argument.scripts.contains(.sd) {
      values[argument.name] = argument.defaultValue
    }
    var problems: [EmissionProblem] = []
    // What kohya cannot do is no concern here: only what it would have been told.
    let emission = KohyaEmission(plan, KohyaEmission.Options(sideFolder: "."), problems: &problems)
    for argument in emission.invocation.arguments {
      guard let known = KohyaArgumentTable.current.argument(named: argument.name) else { continue }
      values[argument.name] = Self.parse(argument.value, known)
    }
    if values["cache_latents_to_disk"] == true { values["cache_latents"] = true }
  }

  private static func parse(_ value: Argument.Value, _ known: KohyaArgument) -> JSONValue {
    switch value {
    case .flag: return .boolean(known.kind != .storeFalse)
    case .list(let elements): return .array(elements.map { known.convert($0.text) ?? .null })
    default:
      let one = known.convert(value.text) ?? .null
      return known.takesList ? .array([one]) : one
    }
  }

  /// The value of an argument; `null` if it has none.
  subscript(name: String) -> JSONValue {
    get { values[name] ?? .null }
    set { values[name] = newValue }
  }

  /// The argument as Python's `str()` writes it.
  func text(_ name: String) -> String { PythonText.text(self[name]) }

  /// A text argument; nil if it is not given.
  func string(_ name: String) -> String? {
    if case .string(let text) = self[name] { text } else { nil }
  }

  /// The elements of a list of texts.
  func strings(_ name: String) -> [String] {
    guard case .array(let elements) = self[name] else { return [] }
    return elements.compactMap { if case .string(let text) = $0 { text } else { nil } }
  }
}
