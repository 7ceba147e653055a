internal import LoracAdvice
internal import LoracDiagnostics
internal import LoracPlan
internal import LoracRecipe
internal import LoracRunAdvice
internal import LoracRunHistory
internal import LoracSchema

/// The recipe that advice is about, as it is now.
struct AdvisedRecipe {
  private let history: RunHistory

  /// The recipe of `history`.
  init(_ history: RunHistory) { self.history = history }

  /// `change`, if the run shows something about this recipe, and it is none the worse for the change.
  func checked(_ change: RecipeChange) throws(RecipeChange.Problem) -> RecipeChange {
    if let reason = difference(change) { throw .refused(path: change.path, reason: reason) }
    if let new = EditedRecipeCheck.newError(change.path, before: change.formerBytes, after: change.bytes) {
      throw .refused(path: change.path, reason: "with this change it would be refused: \(new.headline)")
    }
    return change
  }

  /// How the recipe's own value differs from that of the run, which `--set` or an edit since may have made; nil if it does
  /// not.
  private func difference(_ change: RecipeChange) -> String? {
    let arguments = history.plan?.origin?.changes ?? []
    // Where it already says what is proposed there is nothing to change.
    guard change.isNewer || !arguments.isEmpty, !change.diff.isEmpty else { return nil }
    let key = change.proposal.key
    guard let settings = Compilation(resolving: change.path, text: change.formerBytes).recipe?.settings else {
      return nil
    }
    func isOwn(_ path: String) -> Bool { settings[path].map { $0.source.range.file.kind != .builtInDefault } ?? false }
    if change.proposal.oldValue == nil, let inside = settings.paths(under: key).first(where: isOwn) {
      return "it has \(inside), which the run had not"
    }
    let own = isOwn(key) ? settings[key].map { "\($0.value)" } : nil
    let trained = change.proposal.oldValue
    guard !Self.areSame(own, trained) else { return nil }
    let argument = arguments.last { $0.hasPrefix(key + "=") }
    // What the recipe leaves to a default, the run had from there, too, unless it was told otherwise.
    if own == nil, argument == nil { return nil }
    let cause = argument.map { " (--set \($0))" } ?? ""
    return
      "it has \(own.map { "\(key): \($0)" } ?? "no \(key)"), but the run was made with \(trained ?? "none")\(cause), "
      + "and shows nothing about that"
  }

  private static func areSame(_ first: String?, _ second: String?) -> Bool {
    guard let first, let second else { return first == second }
    guard let one = Double(first), let other = Double(second) else { return first == second }
    // Proposals round what they name.
    return (one - other).magnitude <= 5e-3 * max(one.magnitude, other.magnitude)
  }
}
