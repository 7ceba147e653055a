package import LoracDiagnostics
internal import LoracJSON
internal import LoracKohyaArguments
package import LoracSchema
package import LoracYAML

/// Checks the `kohya` block against kohya's own argument table.
package enum KohyaBlock {
  /// Arguments that lorac always writes itself, from the named field.
  private static let written: [String: String] = [
    "dataset_config": DatasetFields.images.path, "config_file": "the recipe itself", "output_config": "lorac emit",
    "enable_bucket": DatasetFields.bucketsEnabled.path,
  ]

  /// The setting of one pair; nil after a problem was reported.
  package static func validate(_ pair: Node.Pair, into diagnostics: inout DiagnosticList) -> Setting? {
    let source = Provenance(range: pair.value.range, keyRange: pair.keyRange, folder: ".")
    let name = pair.key
    // Only the name itself: `--name` would escape the look-up of fields.
    guard let argument = KohyaArgumentTable.current.argument(named: name), argument.name == name else {
      diagnostics.append(.unknownKohyaArgument(pair, among: KohyaArgumentTable.current.names))
      return nil
    }
    if let field = firstClass(name) {
      diagnostics.append(.firstClassKohyaArgument(pair, field: field))
      return nil
    }
    if case .scalar(let scalar) = pair.value.content, scalar.value == .null { return Setting(.reset, source) }
    guard let value = argument.value(of: pair.value) else {
      diagnostics.append(.badKohyaValue(pair, expected: argument.expected, found: pair.value.kindName))
      return nil
    }
    if let problem = argument.check(value) {
      diagnostics.append(.badKohyaValue(pair, expected: problem.expected, found: PythonText.text(problem.value)))
      return nil
    }
    return Setting(settingValue(value), source)
  }

  /// The recipe field that sets the argument `name`, if lorac has one.
  package static func firstClass(_ name: String) -> String? {
    if let place = written[name] { return place }
    return kohyaFields[name]
  }

  private static let kohyaFields: [String: String] = {
    var fields: [String: String] = [:]
    for field in RecipeFields.recipe.fields {
      for name in field.kohyaArguments where fields[name] == nil { fields[name] = field.path }
    }
    return fields
  }()

  private static func settingValue(_ value: JSONValue) -> SettingValue {
    switch value {
    case .boolean(let value): .boolean(value)
    case .integer(let value): .integer(value)
    case .number(let value): .number(value)
    case .string(let value): .string(value)
    case .array(let values): .list(values.map(settingValue))
    case .null, .object: .reset
    }
  }
}
