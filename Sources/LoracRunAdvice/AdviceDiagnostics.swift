package import LoracDiagnostics

/// The diagnostics of the command advise, LR1040 to LR1049, in order.
///
/// What is found in a run are findings, not diagnostics.
package enum AdviceDiagnostics {
  /// LR1040: The run is a search for the learning rate.
  package static let searchNotJudged = DiagnosticCode(
    "LR1040", "search-not-judged", .error,
    Explanation(
      meaning: "The run is a search for the learning rate, which trains nothing to keep.",
      why: """
        A search raises the rate until D-Adaptation's estimate stays where it is. A loss that rises meanwhile is no fault of \
        the recipe.
        """,
      example: "lorac advise cat-lr-find",
      fix: "Name a run of `lorac run`; `lorac report cat-lr-find` shows the search."))

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
      meaning: """
        The recipe cannot be changed as proposed, cannot be written, or is another than that of the run: another LoRA's, or \
        one with other values, as with `--set`.
        """,
      why: """
        A recipe that says something else than was meant is worse than one that is as it was: it stays untouched. And what a \
        run with one rate shows says nothing about another.
        """,
      example: "optimizer: *shared   # an alias: a rate set in it would change other places too",
      fix: "Change the recipe by hand: the message names key and value."))

  /// All codes of advice.
  package static let codes = [searchNotJudged, unreadableRun, recipeGone, notChanged]
}

extension Diagnostic {
  /// LR1040 for `path`.
  package static func searchNotJudged(_ path: String) -> Diagnostic {
    Diagnostic(
      AdviceDiagnostics.searchNotJudged, "the run in '\(path)' is a search for the learning rate",
      notes: [.help("name a run of `lorac run`; `lorac report` shows a search")])
  }

  /// LR1041 for the run in `path`.
  package static func runNotReadable(_ path: String, _ reason: String) -> Diagnostic {
    Diagnostic(
      AdviceDiagnostics.unreadableRun, "the run in '\(path)' cannot be read: \(reason)",
      notes: [.help("use the lorac that made the run, copy its files back, or make the run again")])
  }

  /// LR1042 or LR1043.
  package static func changeNotMade(_ problem: RecipeChange.Problem, key: String, value: String) -> Diagnostic {
    let help = "set '\(key)' to \(value) by hand"
    let code =
      switch problem {
      case .missing: AdviceDiagnostics.recipeGone
      case .refused: AdviceDiagnostics.notChanged
      }
    return Diagnostic(code, problem.explanation, notes: [.help(help)])
  }
}
