package import LoracDiagnostics

/// The diagnostics of the command advise, LR1040 to LR1049, in order.
///
/// What is found in a run are findings, not diagnostics.
package enum AdviceDiagnostics {
  /// LR1040: There is no run in the folder.
  package static let noRun = DiagnosticCode(
    "LR1040", "no-run-to-advise", .error,
    Explanation(
      meaning: "There is no run in the folder, or below it.",
      why: "Advice rests on what a run left: `plan.json`, `events.jsonl`, and previews.",
      example: "lorac advise output/   # the folder of the LoRA files, not of a run",
      fix: "Name a run's folder, such as `runs/cat/20260102-030405`, or one that holds runs; `lorac run` makes them."))

  /// LR1041: The run's plan cannot be read.
  package static let unreadableRun = DiagnosticCode(
    "LR1041", "run-not-readable", .error,
    Explanation(
      meaning: "The run's plan or log cannot be read.",
      why: "Without the plan nobody knows which recipe the evidence is about.",
      example: "A `plan.json` that was edited, or that a newer lorac wrote.",
      fix: "Use the lorac that made the run, or make the run again."))

  /// LR1042: The recipe that a change should go into is not there.
  package static let recipeGone = DiagnosticCode(
    "LR1042", "advised-recipe-missing", .error,
    Explanation(
      meaning: "The recipe that the run was made from is not there any more, so that `--write` has nothing to change.",
      why: "The run folder keeps a copy of the recipe, but that copy says what was trained, and is never changed.",
      example: "lorac advise runs/cat/20260102-030405 --write   # recipe.yaml was renamed since",
      fix: "Call it in the folder in which the run was started, or change your recipe by hand as proposed."))

  /// LR1043: The recipe cannot be changed as proposed.
  package static let notChanged = DiagnosticCode(
    "LR1043", "advice-not-applied", .error,
    Explanation(
      meaning: "The recipe cannot be changed as proposed, or cannot be written.",
      why: "A recipe that says something else than was meant is worse than one that is as it was: it stays untouched.",
      example: "optimizer: *shared   # an alias: a rate set in it would change other places too",
      fix: "Change the recipe by hand: the message names key and value."))

  /// All codes of advice.
  package static let codes = [noRun, unreadableRun, recipeGone, notChanged]
}

extension Diagnostic {
  /// LR1040 for `path`.
  package static func noRunToAdvise(_ path: String) -> Diagnostic {
    Diagnostic(
      AdviceDiagnostics.noRun, "there is no run in '\(path)'",
      notes: [.help("`lorac run recipe.yaml` makes one in runs/")])
  }

  /// LR1041 for the run in `path`.
  package static func runNotReadable(_ path: String, _ reason: String) -> Diagnostic {
    Diagnostic(AdviceDiagnostics.unreadableRun, "the run in '\(path)' cannot be read: \(reason)")
  }

  /// LR1042 or LR1043.
  package static func changeNotMade(_ problem: RecipeChange.Problem, key: String, value: String) -> Diagnostic {
    let help = "set '\(key)' to \(value) by hand"
    switch problem {
    case .missing(let path):
      return Diagnostic(
        AdviceDiagnostics.recipeGone, "the run's recipe '\(path)' is not there", notes: [.help(help)])
    case .refused(let path, let reason):
      return Diagnostic(AdviceDiagnostics.notChanged, "'\(path)' is left as it is: \(reason)", notes: [.help(help)])
    }
  }
}
