internal import ArgumentParser
internal import LoracDiagnostics
internal import LoracLowering
internal import LoracRecipe
internal import LoracReference
internal import LoracSchema

/// Answers `lorac plan --why KEY`.
struct ValueOrigin {
  /// The resolved recipe.
  var recipe: Recipe
  /// Where the values of folders come from; nil if nothing was planned.
  var sources: PlanSources?

  /// Prints the value of `key`, where it was set, what stands there, and what it overrides.
  func explain(_ key: String) throws {
    let paths = matches(key)
    guard !paths.isEmpty else { throw ValidationError(unknown(key)) }
    for path in paths { explain(path: path) }
  }

  private func matches(_ key: String) -> [String] {
    let all = recipe.settings.paths + (sources?.paths.filter { recipe.settings[$0] == nil } ?? [])
    if all.contains(key) { return [key] }
    let below = all.filter { $0.hasPrefix(key + ".") }
    if !below.isEmpty { return below }
    return all.filter { $0.split(separator: ".").last.map(String.init) == key }
  }

  private func explain(path: String) {
    guard let source = recipe.settings[path]?.source ?? sources?[path] else { return }
    let value = recipe.settings[path].map { "\($0.value)" } ?? source.range.text
    Terminal.print("\(path) = \(value)")
    Terminal.print("  set by \(source.description)")
    if source.range.file.kind != .builtInDefault {
      let line = source.range.file.lines.line(at: source.range.bytes.lowerBound)
      let text = source.range.file.text(source.range.file.lines.bytes(ofLine: line))
      Terminal.print("  │ " + text.trimmed)
    }
    for layer in overridden(path, by: source) { Terminal.print("  overrides \(layer)") }
    if let field = RecipeFields.recipe.fields.first(where: { $0.path == path }) {
      Terminal.print("  \(field.documentation)")
    }
  }

  /// The lower layers that also state the value.
  private func overridden(_ path: String, by source: Provenance) -> [String] {
    recipe.overridden[path, default: []].filter { $0 != source }.map(\.description)
  }

  private func unknown(_ key: String) -> String {
    let near = Suggestion.nearest(to: key, among: RecipeFields.recipe.fields.map(\.path))
    return "Nothing sets '\(key)'." + (near.map { " Did you mean '\($0)'?" } ?? "")
  }
}

extension String {
  /// The text without blanks and line breaks around it.
  var trimmed: String {
    String(drop(while: \.isWhitespace).reversed().drop(while: \.isWhitespace).reversed())
  }
}
