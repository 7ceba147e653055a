internal import LoracDiagnostics
internal import LoracImages
internal import LoracJSON
internal import LoracKohyaArguments
internal import LoracPlan

/// Settings below `kohya:` that the native trainer refuses or does not need.
enum ArgumentLimits {
  /// Old flags that a rule of the recipe refuses for every back end.
  private static let withRules = ["use_8bit_adam", "use_lion_optimizer"]

  static func problems(_ plan: TrainingPlan) -> [NativeProblem] {
    plan.kohya.compactMap { setting in
      guard !withRules.contains(setting.name), !accepts(setting) else { return nil }
      let support = NativeSupport.arguments[setting.name]
      switch support?.verdict {
      case .same?, .different?: return nil
      case .unused?: return unused(setting.name, support?.reason ?? "")
      // An argument without an entry is refused: nothing is ignored in silence.
      case .partly?, .refused?, nil: return refused(setting.name, support?.reason)
      }
    }
  }

  /// Whether the value is kohya's default, or one with which the native trainer trains.
  private static func accepts(_ setting: KohyaSetting) -> Bool {
    switch (setting.name, setting.value) {
    case ("max_data_loader_n_workers", let value): return value == .integer(0)
    case ("resize_interpolation", .string(let name)): return ResizeInterpolation(argument: name) != nil
    case ("metadata_thumbnail", .string(let text)): return text.hasPrefix("data:")
    case (_, .list(let values)) where values.isEmpty: return true
    default:
      guard let argument = KohyaArgumentTable.current.argument(named: setting.name) else { return false }
      return isDefault(setting.value, of: argument)
    }
  }

  private static func isDefault(_ value: KohyaValue, of argument: KohyaArgument) -> Bool {
    switch value {
    case .boolean(let value): argument.defaultValue == .boolean(value)
    case .integer(let value):
      argument.defaultValue == .integer(value) || argument.defaultValue == .number(Double(value))
    case .number(let value):
      argument.defaultValue == .number(value) || argument.defaultValue == Int(exactly: value).map { .integer($0) }
    case .string(let value): argument.defaultValue == .string(value)
    case .list: false
    }
  }

  private static func unused(_ name: String, _ reason: String) -> NativeProblem {
    NativeProblem(
      "kohya.\(name)", label: "has no effect here",
      Diagnostic(
        NativeDiagnostics.unused, "'kohya.\(name)' has no effect in the native trainer",
        notes: [.note(NativeProblem.note(reason))]))
  }

  private static func refused(_ name: String, _ reason: String?) -> NativeProblem {
    NativeProblem(
      "kohya.\(name)", label: "is not supported",
      Diagnostic(
        NativeDiagnostics.setting, "the native trainer has no 'kohya.\(name)'",
        notes: reason.map { [.note(NativeProblem.note($0))] } ?? []))
  }
}
