internal import LoracKohyaArguments
internal import LoracPlan
internal import LoracRecipe
internal import LoracSchema

/// Mappings of names and values: arguments of an optimizer, and settings that only kohya has.
enum ArgumentLowering {
  /// The arguments below `path`, in the recipe's order, values in Python's notation.
  static func arguments(_ path: String, _ recipe: Recipe) -> [NamedArgument] {
    recipe.settings.paths(under: path).compactMap { name in
      guard let setting = recipe.settings[name], let value = pythonText(setting.value) else { return nil }
      return NamedArgument(name: String(name.dropFirst(path.count + 1)), value: value)
    }
  }

  /// The settings of the `kohya` block, sorted by name.
  static func kohya(_ recipe: Recipe) -> [KohyaSetting] {
    let path = RecipeFields.kohya.path
    return recipe.settings.paths(under: path).compactMap { name in
      guard let setting = recipe.settings[name], let value = KohyaValue(setting.value) else { return nil }
      return KohyaSetting(name: String(name.dropFirst(path.count + 1)), value: value)
    }
    .sorted { $0.name < $1.name }
  }

  private static func pythonText(_ value: SettingValue) -> String? {
    switch value {
    case .boolean(let flag): return flag ? "True" : "False"
    case .integer(let number): return String(number)
    case .number(let number): return PythonText.text(number)
    case .string(let text): return text
    case .list(let values):
      let texts = values.compactMap(pythonText)
      return texts.count == values.count ? texts.joined(separator: ",") : nil
    default: return nil
    }
  }
}

extension KohyaValue {
  /// The value of a setting; nil for kinds that no kohya argument has.
  init?(_ value: SettingValue) {
    switch value {
    case .boolean(let flag): self = .boolean(flag)
    case .integer(let number): self = .integer(number)
    case .number(let number): self = .number(number)
    case .string(let text): self = .string(text)
    case .list(let values): self = .list(values.compactMap(KohyaValue.init))
    default: return nil
    }
  }
}
