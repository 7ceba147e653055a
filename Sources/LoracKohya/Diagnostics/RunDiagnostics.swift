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
  package static let halfOnCPU = DiagnosticCode(
    "LR0721", "half-precision-on-cpu", .error,
    Explanation(
      meaning: "fp16 mixed precision is asked for, and this machine has no GPU that kohya could use.",
      why: "PyTorch cannot train in fp16 on a CPU: kohya would stop after loading the model with a message about Half.",
      example: "train: {mixed_precision: fp16}   # on a machine without GPU",
      fix: "Train in full precision: `--set train.mixed_precision=no`."))
  package static let notInstalled = DiagnosticCode(
    "LR0722", "kohya-not-installed", .error,
    Explanation(
      meaning: "sd-scripts, accelerate or Python cannot be found.",
      why: "The kohya back end starts `accelerate launch` on the script of an sd-scripts checkout.",
      example: "lorac run recipe.yaml --backend kohya   # on a fresh machine",
      fix: "Say where the checkout is, with `run.sd_scripts` in the recipe or LORAC_SD_SCRIPTS in the environment. "
        + "accelerate is looked for in the active virtual environment, in `venv` beside the scripts, and on PATH. "
        + "`lorac doctor` lists what is found."))
  package static let occupied = DiagnosticCode(
    "LR0723", "would-replace", .error,
    Explanation(
      meaning: "The run folder holds a run already, or the run would replace a LoRA file.",
      why: "Nothing that was trained is lost by accident.",
      example: "lorac run recipe.yaml --run-dir runs/first   # a second time",
      fix: "Choose another `--run-dir` or `save.directory`, or say `--overwrite` or `--resume`."))
  package static let stale = DiagnosticCode(
    "LR0724", "stale-plan", .error,
    Explanation(
      meaning: "The recipe, the dataset or the base model changed after the plan was saved.",
      why: "A saved plan promises what will happen; it cannot with other inputs.",
      example: "lorac plan recipe.yaml -o plan.json; (edit recipe.yaml); lorac run plan.json",
      fix: "Look at what changed, and plan again: `lorac plan recipe.yaml -o plan.json`."))
  package static let fileMissing = DiagnosticCode(
    "LR0725", "planned-file-missing", .error,
    Explanation(
      meaning: "The training ended without an error, but a planned file is not there.",
      why: "A run is only called finished when everything that was planned exists.",
      example: "Somebody removed files from the output folder while the training ran.",
      fix: "Look into the run's log; run again with `--overwrite`."))
  package static let cannotWrite = DiagnosticCode(
    "LR0726", "cannot-write", .error,
    Explanation(
      meaning: "A folder or file of the run cannot be written.",
      why: "A run without its folder could not be understood later, and its results would be lost.",
      example: "lorac run recipe.yaml --run-dir /",
      fix: "Choose a folder that you may write to, with free space."))
  package static let versionDiffers = DiagnosticCode(
    "LR0727", "sd-scripts-version-differs", .warning,
    Explanation(
      meaning: "The sd-scripts that were found are of another version than the command is written for.",
      why: "Arguments of one version are refused, or mean something else, in the other.",
      example: "run: {sd_scripts_version: 2023}   # with a checkout of this year",
      fix: "Set `run.sd_scripts_version` to what is installed."))

  /// All codes of running.
  package static let codes = [
    noNativeTrainer, halfOnCPU, notInstalled, occupied, stale, fileMissing, cannotWrite, versionDiffers,
  ]
}
