internal import LoracDiagnostics
internal import LoracPresets
internal import LoracSchema
internal import LoracYAML

extension Diagnostic {
  static func cannotRead(_ path: String, _ reason: String, at range: SourceRange?) -> Diagnostic {
    let help: [String: String] = [
      "No such file or directory": "`lorac init` writes a new recipe",
      "Is a directory": "name the recipe in it, for example '\(path)/recipe.yaml'",
    ]
    return Diagnostic(
      RecipeDiagnostics.cannotRead, "cannot read '\(path)': \(reason)", at: range.map { Label($0, "extended here") },
      notes: range == nil ? help[reason].map { [.help($0)] } ?? [] : [])
  }

  static func unknownPreset(_ name: String, at range: SourceRange) -> Diagnostic {
    let names = BuiltInPresets.all.map(\.name)
    let near = Suggestion.nearest(to: name, among: names)
    return Diagnostic(
      RecipeDiagnostics.unknownPreset, "there is no preset '\(name)'",
      at: Label(range, near.map { "did you mean '\($0)'?" } ?? "not a preset that lorac carries"),
      notes: [.help("presets: \(names.joined(separator: ", ")); a path such as './mine.yaml' extends your own")],
      fixIts: near.map { [FixIt("change to '\($0)'", [TextEdit(range, $0)], .safe)] } ?? [])
  }

  static func extendsItself(_ file: SourceFile, _ chain: [String], at range: SourceRange) -> Diagnostic {
    let names = (chain + [file.kind == .preset ? "preset \(file.name)" : file.name]).joined(separator: " → ")
    return Diagnostic(
      RecipeDiagnostics.extendsItself, "'\(file.name)' extends itself, or layers are more than 16 deep",
      at: Label(range, "the circle closes here"),
      notes: [.note(names), .help("take this 'extends' out, or move what both need into a file that extends neither")])
  }

  static func missingVersion(_ file: SourceFile) -> Diagnostic {
    let line = "lorac: \(RecipeFields.languageVersion)\n"
    // Behind the comments at the top, where a schema header stands.
    var offset = file.bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
    for number in 1...file.lines.count where file.lines.bytes(ofLine: number).lowerBound >= offset {
      let bytes = file.lines.bytes(ofLine: number)
      guard file.text(bytes).hasPrefix("#") else { break }
      offset = bytes.upperBound
    }
    let place = SourceRange(file: file, bytes: offset..<offset)
    return Diagnostic(
      RecipeDiagnostics.missing, "'lorac' is missing: the version of the recipe language",
      at: Label(place, "add 'lorac: \(RecipeFields.languageVersion)' here"),
      fixIts: [FixIt("add 'lorac: \(RecipeFields.languageVersion)'", [TextEdit(place, line)], .safe)])
  }

  static func missing(_ path: String, example: String, _ file: SourceFile) -> Diagnostic {
    Diagnostic(
      RecipeDiagnostics.missing, "'\(path)' is missing",
      at: Label(SourceRange(file: file, bytes: 0..<0), "nothing in this recipe or its presets gives it"),
      notes: [.help("add it, for example:\n\(example)")])
  }

  static func unknownRelative(
    _ relative: RelativeValue, _ setting: Setting, among names: [String]
  ) -> Diagnostic {
    let matches = names.count { $0 == relative.field }
    let near = Suggestion.nearest(to: relative.field, among: names)
    let label =
      matches > 1
      ? "several blocks have a '\(relative.field)': write its whole path"
      : near.map { "did you mean '\($0)'?" } ?? "no numeric field has this name"
    return Diagnostic(
      RecipeDiagnostics.unknownRelative, "'\(relative.field)' cannot be computed with",
      at: Label(setting.source.range, label))
  }

  static func unsetRelative(_ path: String, _ setting: Setting) -> Diagnostic {
    Diagnostic(
      RecipeDiagnostics.unknownRelative, "'\(path)' has no value to compute with",
      at: Label(setting.source.range, "needs '\(path)'"), notes: [.help("set '\(path)', or write a number here")])
  }

  static func relativeCycle(_ chain: [String], _ setting: Setting) -> Diagnostic {
    Diagnostic(
      RecipeDiagnostics.relativeCycle, "expressions refer to each other in a circle",
      at: Label(setting.source.range, "part of the circle"),
      notes: [.note(chain.joined(separator: " → ")), .help("write a number for one of them")])
  }

  static func relativeDivision(_ setting: Setting) -> Diagnostic {
    Diagnostic(
      RecipeDiagnostics.relativeOutOfBounds, "'\(setting.value)' has no finite value",
      at: Label(setting.source.range, "divides by 0 or overflows"))
  }

  static func relativeOutOfBounds(
    _ path: String, _ value: Double, _ type: FieldType, _ setting: Setting
  ) -> Diagnostic {
    Diagnostic(
      RecipeDiagnostics.relativeOutOfBounds, "'\(path)' cannot be \(SettingValue.number(value))",
      at: Label(setting.source.range, "gives \(SettingValue.number(value)); expected \(type.expectation)"))
  }

  static func badSetArgument(_ file: SourceFile) -> Diagnostic {
    Diagnostic(
      RecipeDiagnostics.badSetArgument, "'--set \(file.text(0..<file.bytes.count))' is not key=value",
      at: Label(file.wholeRange, "expected a dotted key, '=', and a value"),
      notes: [.help("for example: --set train.epochs=20")])
  }

  static func undeclaredVariable(_ name: String, _ setting: Setting) -> Diagnostic {
    Diagnostic(
      RecipeDiagnostics.variable, "the environment variable '\(name)' is not declared",
      at: Label(setting.source.range, "used here"),
      notes: [.help("declare it at the top of the recipe: env: [\(name)]")])
  }

  static func unsetVariable(_ name: String, _ setting: Setting) -> Diagnostic {
    Diagnostic(
      RecipeDiagnostics.variable, "the environment variable '\(name)' is not set",
      at: Label(setting.source.range, "used here"), notes: [.help("set it before you start lorac: export \(name)=…")])
  }

  static func alternatives(_ first: String, _ one: Setting, _ second: String, _ other: Setting) -> Diagnostic {
    Diagnostic(
      RecipeDiagnostics.alternatives, "'\(first)' and '\(second)' cannot both be given",
      at: Label(one.source.range, "one of the two"), secondary: [Label(other.source.range, "the other")],
      notes: [.help("keep one; a recipe's choice wins over its presets'")])
  }

  static func unknownKohyaArgument(_ pair: Node.Pair, among names: [String]) -> Diagnostic {
    let near = Suggestion.nearest(to: pair.key, among: names)
    return Diagnostic(
      RecipeDiagnostics.unknownKohyaArgument, "kohya has no argument '\(pair.key)'",
      at: Label(pair.keyRange, near.map { "did you mean '\($0)'?" } ?? "not in kohya's argument table"),
      fixIts: near.map { [FixIt("rename to '\($0)'", [TextEdit(pair.keyRange, $0)], .safe)] } ?? [])
  }

  static func firstClassKohyaArgument(_ pair: Node.Pair, field: String) -> Diagnostic {
    Diagnostic(
      RecipeDiagnostics.firstClassKohyaArgument, "'\(pair.key)' is set by '\(field)'",
      at: Label(pair.keyRange, "use '\(field)' instead"), notes: [.help("`lorac explain \(field)` says how")])
  }

  static func badKohyaValue(_ pair: Node.Pair, expected: String, found: String) -> Diagnostic {
    Diagnostic(
      RecipeDiagnostics.badKohyaValue, "kohya does not accept \(found) for '\(pair.key)'",
      at: Label(pair.value.range, "expected \(expected)"))
  }
}
