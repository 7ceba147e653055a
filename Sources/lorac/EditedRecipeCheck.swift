internal import LoracDiagnostics

/// Whether a recipe that a command changed is still one.
enum EditedRecipeCheck {
  /// An error that the recipe at `path` would have with the text `after`, and has not with `before`; nil if there is none.
  static func newError(_ path: String, before: [UInt8], after: [UInt8]) -> Diagnostic? {
    func errors(_ text: [UInt8]) -> [Diagnostic] {
      Compilation(resolving: path, text: text).diagnostics.sorted.filter { $0.severity == .error }
    }
    let known = Set(errors(before).map(\.code))
    return errors(after).first { !known.contains($0.code) }
  }
}
