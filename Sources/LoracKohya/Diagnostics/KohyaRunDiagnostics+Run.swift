package import LoracDiagnostics

// How a run was started and ended.

extension KohyaRunDiagnostics {
  /// LR0800: sd-scripts ended with an error that lorac does not know.
  package static let runFailed = DiagnosticCode(
    "LR0800", "kohya-failed", .error,
    Explanation(
      meaning: "sd-scripts ended with an error that lorac does not know.",
      why: "The training did not finish; LoRA files saved before are complete.",
      example: "A bug in sd-scripts, or a library of another version.",
      fix: "Read the last lines of the log, from `Traceback` on; the run folder keeps the whole log."
    ))

  /// LR0801: The run was stopped by Ctrl-C or by a signal.
  package static let interrupted = DiagnosticCode(
    "LR0801", "run-interrupted", .warning,
    Explanation(
      meaning: "The run was stopped by Ctrl-C or by a signal.",
      why: "Files that were saved before are complete; later ones are missing.",
      example: "Ctrl-C during `lorac run`.",
      fix: "Start it again; with saved state, `lorac run --resume` goes on from there."
    ))

  /// LR0802: The system killed the training process.
  package static let killed = DiagnosticCode(
    "LR0802", "run-killed", .error,
    Explanation(
      meaning: "The system killed the training process.",
      why: """
        This is what Linux does when memory runs out; kohya needs main memory too, to load a model and to cache \
        latents.
        """,
      example: "A machine with 8 GB of memory and an SDXL checkpoint in fp32.",
      fix: "Close other programs, use `cache_latents: disk`, `--lowram` under `kohya:`, or a checkpoint in fp16."
    ))

  /// LR0803: sd-scripts was not found, or the folder given holds no `train_network.py`.
  package static let scriptsNotFound = DiagnosticCode(
    "LR0803", "sd-scripts-not-found", .error,
    Explanation(
      meaning: "sd-scripts was not found, or the folder given holds no `train_network.py`.",
      why: "Without it the kohya back end cannot train.",
      example: "`lorac run --backend kohya` without `run.sd_scripts`",
      fix: """
        Clone https://github.com/kohya-ss/sd-scripts and name the folder in `run.sd_scripts` or in \
        `LORAC_SD_SCRIPTS`.
        """
    ))

  /// LR0804: No `accelerate` was found beside sd-scripts or on `PATH`.
  package static let launcherNotFound = DiagnosticCode(
    "LR0804", "accelerate-not-found", .error,
    Explanation(
      meaning: "No `accelerate` was found beside sd-scripts or on `PATH`.",
      why: "accelerate starts kohya's scripts; it is installed with sd-scripts' requirements.",
      example: """
        A virtual environment that is not active and lies in another folder than `venv` or `.venv` of sd-scripts.
        """,
      fix: """
        Activate the environment that sd-scripts was installed in, or make one: `python -m venv venv && \
        venv/bin/pip install -r requirements.txt`.
        """
    ))

  /// LR0805: The training process could not be started.
  package static let cannotStart = DiagnosticCode(
    "LR0805", "cannot-start", .error,
    Explanation(
      meaning: "The training process could not be started.",
      why: "The program exists but the system refused to run it.",
      example: "An `accelerate` whose first line names a Python that was removed.",
      fix: "Reinstall it: `pip install --force-reinstall accelerate`."
    ))

  /// LR0806: sd-scripts' own parser refused the command.
  package static let argumentsRefused = DiagnosticCode(
    "LR0806", "arguments-refused", .error,
    Explanation(
      meaning: "sd-scripts' own parser refused the command.",
      why: "lorac's table of arguments and the installed sd-scripts are of different versions.",
      example: "`--console_log_simple` given to sd-scripts of 2023.",
      fix: "Set `run.sd_scripts_version` to the installed version (`current` or `2023`), or update sd-scripts."
    ))

  /// LR0807: The loss became NaN or infinite.
  package static let lossBroken = DiagnosticCode(
    "LR0807", "loss-not-a-number", .warning,
    Explanation(
      meaning: "The loss became NaN or infinite.",
      why: "From here on every weight of the LoRA is NaN; training on is a waste of time.",
      example: "A learning rate of 1 with AdamW, or fp16 with a VAE that overflows.",
      fix: "Stop. Lower the learning rate; with fp16 try `bf16` or, under `kohya:`, `no_half_vae: true`."
    ))

  /// LR0808: The run ended without an error, but a file of the plan was not written.
  package static let plannedFileMissing = DiagnosticCode(
    "LR0808", "planned-file-missing", .error,
    Explanation(
      meaning: "The run ended without an error, but a file of the plan was not written.",
      why: "The run did not do what the plan says.",
      example: "A run that sd-scripts ended early, or an output folder that another program empties.",
      fix: "Read the log in the run folder."
    ))
}
