package import LoracDiagnostics

/// The diagnostics of starting a run, and of its folder: LR0721 to LR0739, in order.
package enum RunDiagnostics {
  /// LR0721: The run folder holds a run already, or the run would replace a LoRA file.
  package static let occupied = DiagnosticCode(
    "LR0721", "would-replace", .error,
    Explanation(
      meaning: "The run folder holds a run already, or the run would replace a LoRA file.",
      why: "Nothing that was trained is lost by accident.",
      example: "lorac run recipe.yaml --run-dir runs/first   # a second time",
      fix: "Choose another `--run-dir` or `save.directory`, or say `--overwrite` or `--resume`."))

  /// LR0722: The recipe, the dataset or the base model changed after the plan was saved.
  package static let stale = DiagnosticCode(
    "LR0722", "stale-plan", .error,
    Explanation(
      meaning: "The recipe, the dataset or the base model changed after the plan was saved.",
      why: "A saved plan promises what will happen; it cannot with other inputs.",
      example: "lorac plan recipe.yaml -o plan.json; (edit recipe.yaml); lorac run plan.json",
      fix: "Look at what changed, and plan again: `lorac plan recipe.yaml -o plan.json`."))

  /// LR0723: A folder or file of the run cannot be written.
  package static let cannotWrite = DiagnosticCode(
    "LR0723", "cannot-write", .error,
    Explanation(
      meaning: "A folder or file of the run cannot be written.",
      why: "A run without its folder could not be understood later, and its results would be lost.",
      example: "lorac run recipe.yaml --run-dir /",
      fix: "Choose a folder that you may write to, with free space."))

  /// LR0724: The sd-scripts that were found are of another version than the command is written for.
  package static let versionDiffers = DiagnosticCode(
    "LR0724", "sd-scripts-version-differs", .warning,
    Explanation(
      meaning: "The sd-scripts that were found are of another version than the command is written for.",
      why: "Arguments of one version are refused, or mean something else, in the other.",
      example: "run: {sd_scripts_version: 2023}   # with a checkout of this year",
      fix: "Set `run.sd_scripts_version` to what is installed."))

  /// LR0725: Another lorac is using the run folder.
  package static let busy = DiagnosticCode(
    "LR0725", "run-folder-in-use", .error,
    Explanation(
      meaning: "Another lorac is using the run folder.",
      why: "Two runs in one folder would mix their states and logs.",
      example: "lorac run recipe.yaml --run-dir runs/first --resume   # while the run still goes on in another window",
      fix: "Wait for the other run, stop it with Ctrl-C, or choose another `--run-dir`."))

  /// LR0726: The run that is to be resumed was started from another plan, or sd-scripts could not go on as planned.
  package static let resumesOther = DiagnosticCode(
    "LR0726", "resume-differs", .error,
    Explanation(
      meaning: """
        The run that is to be resumed was started from another plan, or none of its states lets sd-scripts do the rest \
        as planned.
        """,
      why: """
        A resumed run gives exactly the LoRA that an uninterrupted one gives. That is possible only with the same \
        recipe, pictures and base model. sd-scripts count steps anew after the first epoch, so that step files and \
        a last epoch that is cut short would come out wrong.
        """,
      example: "lorac run recipe.yaml; (Ctrl-C; train.epochs changed); lorac run recipe.yaml --resume",
      fix: """
        Undo the changes that the diagnostic lists, or start a new run without `--resume`. To train a finished LoRA \
        further, name its file in `network.weights`. With `--backend kohya`, save states in the first epoch or files \
        by epochs; the native trainer goes on from any state.
        """))

  /// LR0727: A log of the run could not be written to its end.
  package static let logIncomplete = DiagnosticCode(
    "LR0727", "log-incomplete", .warning,
    Explanation(
      meaning: "A log of the run could not be written to its end.",
      why: "Training went on without it; the LoRA files are not affected.",
      example: "A disk that is full for a while.",
      fix: "Make room; what is missing in the log cannot be recovered."))

  /// LR0728: The library that multiplies matrices is not installed.
  package static let noBLAS = DiagnosticCode(
    "LR0728", "openblas-missing", .error,
    Explanation(
      meaning: "The library that multiplies matrices is not installed.",
      why:
        "Nearly all of training is products of matrices; lorac leaves them to OpenBLAS, which it opens when it trains.",
      example: "lorac run recipe.yaml   # on a machine to which only the program was copied",
      fix: "Install it, on Debian with `apt install libopenblas0`; `lorac doctor` says whether it is found."))

  /// All codes of starting a run.
  package static let codes = [occupied, stale, cannotWrite, versionDiffers, busy, resumesOther, logIncomplete, noBLAS]
}
