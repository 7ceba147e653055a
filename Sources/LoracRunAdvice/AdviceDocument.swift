package import LoracAdvice
package import LoracJSON
package import LoracRunHistory

/// Findings as JSON, for scripts.
package enum AdviceDocument {
  /// What was found in a run; `change` is what its first proposal makes of the recipe, `objection` why it makes nothing.
  package static func value(
    _ history: RunHistory, _ findings: [Finding], change: RecipeChange?, objection: String? = nil
  ) -> JSONValue {
    let found = findings.map { (try? JSONValueEncoder.encode($0)) ?? .null }
    let recipe: JSONValue =
      change.map { change in
        .object([
          .init("file", .string(change.path)), .init("key", .string(change.proposal.key)),
          .init("value", .string(change.proposal.newValue)), .init("diff", .string(change.diff)),
          .init("recipe_changed_since", .boolean(change.isNewer)),
        ])
      } ?? .null
    return .object([
      .init("run", .string(history.folder)), .init("name", .string(history.name)),
      .init("outcome", .string(history.outcome.word)), .init("steps", .integer(history.stepsDone)),
      .init("total_steps", .integer(history.totalSteps)), .init("findings", .array(found)), .init("change", recipe),
      .init("objection", objection.map(JSONValue.string) ?? .null),
    ])
  }
}
