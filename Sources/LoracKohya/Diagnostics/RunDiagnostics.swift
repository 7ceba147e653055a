package import LoracDiagnostics

/// The diagnostics of starting a run, and of what it left.
package enum RunDiagnostics {
  package static let noNativeTrainer = DiagnosticCode(
    "LR0720", "no-native-trainer", .error,
    Explanation(
      meaning: "The recipe is to be trained by lorac itself, which this version cannot do yet.",
      why: "The native trainer comes with the next version; checking, planning and emission are complete.",
      example: "lorac run recipe.yaml",
      fix: "Train through sd-scripts: `lorac run recipe.yaml --backend kohya`, or run the command of `lorac emit`."))
  package static let occupied = DiagnosticCode(
    "LR0721", "would-replace", .error,
    Explanation(
      meaning: "The run folder holds a run already, or the run would replace a LoRA file.",
      why: "Nothing that was trained is lost by accident.",
      example: "lorac run recipe.yaml --run-dir runs/first   # a second time",
      fix: "Choose another `--run-dir` or `save.directory`, or say `--overwrite` or `--resume`."))
  package static let stale = DiagnosticCode(
    "LR0722", "stale-plan", .error,
    Explanation(
      meaning: "The recipe, the dataset or the base model changed after the plan was saved.",
      why: "A saved plan promises what will happen; it cannot with other inputs.",
      example: "lorac plan recipe.yaml -o plan.json; (edit recipe.yaml); lorac run plan.json",
      fix: "Look at what changed, and plan again: `lorac plan recipe.yaml -o plan.json`."))
  package static let cannotWrite = DiagnosticCode(
    "LR0723", "cannot-write", .error,
    Explanation(
      meaning: "A folder or file of the run cannot be written.",
      why: "A run without its folder could not be understood later, and its results would be lost.",
      example: "lorac run recipe.yaml --run-dir /",
      fix: "Choose a folder that you may write to, with free space."))
  package static let versionDiffers = DiagnosticCode(
    "LR0724", "sd-scripts-version-differs", .warning,
    Explanation(
      meaning: "The sd-scripts that were found are of another version than the command is written for.",
      why: "Arguments of one version are refused, or mean something else, in the other.",
      example: "run: {sd_scripts_version: 2023}   # with a checkout of this year",
      fix: "Set `run.sd_scripts_version` to what is installed."))

  /// All codes of running.
  package static let codes = [
    noNativeTrainer, occupied, stale, cannotWrite, versionDiffers,
  ]
}
