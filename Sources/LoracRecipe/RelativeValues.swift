package import LoracDiagnostics
package import LoracSchema

/// Computes values such as `rank/2` from the fields that they name.
package enum RelativeValues {
  /// Replaces every relative value by its number; those that cannot be computed are reported and removed.
  package static func compute(in settings: inout Settings, into diagnostics: inout DiagnosticList) {
    let relative = settings.paths.filter { if case .relative? = settings[$0]?.value { true } else { false } }
    guard !relative.isEmpty else { return }
    var computation = Computation(settings: settings)
    for path in relative where computation.number(at: path, chain: [], into: &diagnostics) == nil {
      computation.settings[path]?.value = .invalid
    }
    settings = computation.settings
  }

  private struct Computation {
    var settings: Settings
    var failed: Set<String> = []
    /// The fields that a relative value can name.
    let numeric = RecipeFields.recipe.fields.filter(\.type.isNumber)

    /// The number at `path`, computed and stored if it was relative.
    mutating func number(at path: String, chain: [String], into diagnostics: inout DiagnosticList) -> Double? {
      guard !failed.contains(path), let setting = settings[path] else { return nil }
      guard case .relative(let relative) = setting.value else { return Double(setting.value) }
      guard !chain.contains(path) else {
        diagnostics.append(.relativeCycle(chain + [path], setting))
        failed.formUnion(chain)
        return nil
      }
      guard let other = target(of: relative, from: path, setting, into: &diagnostics),
        let base = number(at: other, chain: chain + [path], into: &diagnostics)
      else {
        failed.insert(path)
        return nil
      }
      guard let value = relative.value(base), let stored = stored(value, path, setting, into: &diagnostics) else {
        if relative.value(base) == nil { diagnostics.append(.relativeDivision(setting)) }
        failed.insert(path)
        return nil
      }
      settings[path] = Setting(stored, setting.source)
      return value
    }

    /// The path of the field that `relative` names: one of the same block, else the only one with that last word.
    private func target(
      of relative: RelativeValue, from path: String, _ setting: Setting, into diagnostics: inout DiagnosticList
    ) -> String? {
      let block = path.split(separator: ".").dropLast().joined(separator: ".")
      let sibling = "\(block).\(relative.field)"
      let candidates = numeric.filter { $0.path == relative.field || $0.path == sibling }
      let byLastWord = numeric.filter { $0.key == relative.field }
      guard let found = candidates.first ?? (byLastWord.count == 1 ? byLastWord.first : nil) else {
        diagnostics.append(.unknownRelative(relative, setting, among: numeric.map(\.key)))
        return nil
      }
      guard settings[found.path] != nil else {
        if !failed.contains(found.path) { diagnostics.append(.unsetRelative(found.path, setting)) }
        return nil
      }
      return found.path
    }

    /// The value as the field's own type, checked against its bounds.
    private func stored(
      _ value: Double, _ path: String, _ setting: Setting, into diagnostics: inout DiagnosticList
    ) -> SettingValue? {
      guard let field = RecipeFields.recipe.fields.first(where: { $0.path == path }) else { return nil }
      switch field.type {
      case .relative(.integer(let range)):
        if let whole = Int(exactly: value), range.contains(whole) { return .integer(whole) }
      case .relative(.number(let bounds)):
        if bounds.contains(value) { return .number(value) }
      default: break
      }
      diagnostics.append(.relativeOutOfBounds(path, value, field.type, setting))
      return nil
    }
  }
}

extension RelativeValue {
  /// The value for a number of the field it names; nil for a division by zero or an overflow.
  fileprivate func value(_ base: Double) -> Double? {
    let value = `operator` == .times ? base * factor : base / factor
    return value.isFinite ? value : nil
  }
}

extension FieldType {
  fileprivate var isNumber: Bool {
    switch self {
    case .integer, .number: true
    case .relative(let type): type.isNumber
    default: false
    }
  }
}
