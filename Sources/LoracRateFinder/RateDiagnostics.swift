package import LoracDiagnostics

/// The diagnostics of the learning-rate finder: LR1020 to LR1029, in order.
package enum RateDiagnostics {
  /// LR1020: `d·lr` reached no plateau within the steps that were trained or logged.
  package static let noPlateau = DiagnosticCode(
    "LR1020", "no-plateau", .error,
    Explanation(
      meaning: "D-Adaptation's `d·lr` reached no plateau within the steps that were trained or logged.",
      why: "While it rises, any rate read from it is too low by an unknown factor.",
      example: "lorac lr-find recipe.yaml --steps 60   # and it takes 200",
      fix: """
        Give it more steps: `lorac lr-find recipe.yaml --steps 1000`. The plateau must last 50 steps and a third of all; \
        `docs/learning-rate.md` has the whole criterion.
        """))

  /// LR1021: D-Adaptation's estimate has not risen.
  package static let unmoved = DiagnosticCode(
    "LR1021", "step-size-unmoved", .error,
    Explanation(
      meaning: "D-Adaptation's estimate has not risen to twice its first value, so that it says nothing.",
      why: """
        It rises while gradients of different steps agree. That it does not may be because of too few steps, gradients of \
        0 or pure noise, or a starting value `d0` that is too high already.
        """,
      example: "lorac lr-find recipe.yaml --steps 60   # of a LoRA that is trained to its end already",
      fix: """
        Give it more steps, or a larger batch. If `network.weights` continues a LoRA, find the rate without it. For a log of \
        another program look whether its `d0` was raised.
        """))

  /// LR1022: The log holds no `d·lr`.
  package static let notLogged = DiagnosticCode(
    "LR1022", "no-step-size-logged", .error,
    Explanation(
      meaning: "The log holds scalars, but none under `lr/d*lr`, where kohya and lorac log D-Adaptation's rate.",
      why: "There is nothing to read the learning rate from.",
      example: "lorac lr-find --from runs/cat/20261121-193000   # a run with AdamW8bit",
      fix: "Name a run with `optimizer.type: DAdaptation` or `Prodigy`, or let `lorac lr-find recipe.yaml` make one."))

  /// LR1023: There is no log at the given path.
  package static let noLog = DiagnosticCode(
    "LR1023", "no-log", .error,
    Explanation(
      meaning: "The path given to `--from` is neither a TensorBoard event file nor a folder with one in it.",
      why: "There is nothing to read.",
      example: "lorac lr-find --from runs/cat/recipe.yaml",
      fix: "Name a run folder, kohya's `--logging_dir`, or one file called `events.out.tfevents.…`."))

  /// LR1024: The learning rate of the log follows a schedule.
  package static let scheduled = DiagnosticCode(
    "LR1024", "scheduled-rate", .warning,
    Explanation(
      meaning: "The learning rate of the log was not constant.",
      why: """
        The estimate `d` never falls, but `d·lr` does with the schedule. lorac takes the schedule out where the log has the \
        rate itself; what D-Adaptation found still depends on it, since small steps teach it less.
        """,
      example: "lorac lr-find --from logs/   # of a run with the scheduler cosine",
      fix: "Find the rate with a constant schedule and no warm-up: `lorac lr-find recipe.yaml`."))

  /// LR1025: The recipe file cannot be written.
  package static let notWritten = DiagnosticCode(
    "LR1025", "recipe-not-written", .error,
    Explanation(
      meaning: "The recipe file cannot be written.",
      why: "The rates that were found are not in it; they stand in the output and in `lr-find.json`.",
      example: "lorac lr-find /usr/share/recipes/cat.yaml --write",
      fix: "Copy the recipe to a place that you may write to, or change it by hand as the shown lines say."))

  /// LR1026: The rates cannot be put into the recipe's text.
  package static let notEdited = DiagnosticCode(
    "LR1026", "recipe-not-edited", .error,
    Explanation(
      meaning: """
        The rates cannot be put into the recipe's text: it is written in a way in which they cannot be changed alone, or \
        the recipe would be refused with them.
        """,
      why: "A recipe that no longer says the same, or is no longer valid, is worse than one with old rates.",
      example: "optimizer: null   # takes the preset's block back, so that no key can be set in it",
      fix: "Change the recipe by hand: the message names the values."))

  /// LR1027: No factor is known for the recipe's optimizer.
  package static let unknownOptimizer = DiagnosticCode(
    "LR1027", "no-rate-for-optimizer", .warning,
    Explanation(
      meaning: "The recipe's optimizer is neither of the AdamW nor of the Lion family.",
      why: """
        D-Adaptation finds a rate for steps as Adam takes them. How it relates to the steps of SGD or Adafactor is not \
        known, so that nothing is written into the recipe.
        """,
      example: "optimizer: {type: SGDNesterov}",
      fix: "Use AdamW8bit or Lion with the rate that was found, or try the rate of another optimizer yourself."))

  /// LR1028: An event file is damaged.
  package static let damaged = DiagnosticCode(
    "LR1028", "damaged-log", .warning,
    Explanation(
      meaning: "An event file is damaged or cannot be read; what stands before the damage is used.",
      why: "The curve may end earlier than the run did.",
      example: "A disk that was full, or a file that was copied while it was written.",
      fix: "Copy the file again, or find the rate anew."))

  /// LR1029: The search was stopped before there was an answer.
  package static let stopped = DiagnosticCode(
    "LR1029", "search-stopped", .error,
    Explanation(
      meaning: "The search was stopped before `d·lr` had reached a plateau.",
      why: "The rate that is right is at least as high as the last value, and may be far higher.",
      example: "Ctrl-C, or a shutdown, during `lorac lr-find recipe.yaml`",
      fix: "Start it again. What was trained cannot be continued, since a probe saves nothing."))

  /// All of them.
  package static let codes = [
    noPlateau, unmoved, notLogged, noLog, scheduled, notWritten, notEdited, unknownOptimizer, damaged, stopped,
  ]
}
