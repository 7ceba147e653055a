package import LoracDiagnostics

extension Diagnostic {
  /// Something that training through kohya needs was not found.
  package static func kohyaMissing(_ problem: KohyaInstallation.Problem) -> Diagnostic {
    let clone = Note.help("clone kohya-ss/sd-scripts and name its folder in `run.sd_scripts` or `LORAC_SD_SCRIPTS`")
    switch problem {
    case .noScriptsFolder:
      return Diagnostic(KohyaRunDiagnostics.scriptsNotFound, "no sd-scripts folder was given", notes: [clone])
    case .noSuchFolder(let path):
      return Diagnostic(
        KohyaRunDiagnostics.scriptsNotFound, "the sd-scripts folder '\(path)' does not exist", notes: [clone])
    case .scriptMissing(let name):
      return Diagnostic(
        KohyaRunDiagnostics.scriptsNotFound, "the sd-scripts folder holds no '\(name)'",
        notes: [.help("give the folder that holds '\(name)' itself, or update sd-scripts")])
    case .accelerateMissing:
      return Diagnostic(
        KohyaRunDiagnostics.launcherNotFound, "no 'accelerate' was found",
        notes: [
          .note("looked in the active environment, in `venv` and `.venv` of sd-scripts, and on PATH"),
          .help("activate the environment of sd-scripts, or install its requirements.txt into `venv` in its folder"),
        ])
    case .pythonMissing:
      return Diagnostic(
        KohyaRunDiagnostics.launcherNotFound, "no Python was found",
        notes: [.help("install Python 3.10 or newer and make an environment: `python3 -m venv venv`")])
    }
  }

  /// The training process could not be started.
  package static func kohyaCannotStart(_ error: KohyaProcess.StartError) -> Diagnostic {
    Diagnostic(
      KohyaRunDiagnostics.cannotStart, "'\(error.program)' cannot be started",
      notes: [.note(error.reason), .help("reinstall it: `pip install --force-reinstall accelerate`")])
  }

  /// A run of lorac's own was stopped after the step `step`, as in `7 of 20`; its state is kept.
  package static func runStopped(after step: String, state: String, resumeCommand: String) -> Diagnostic {
    Diagnostic(
      KohyaRunDiagnostics.interrupted, "the run was stopped after step \(step)",
      notes: [.note("its state is kept in \(state)"), .help("go on with: \(resumeCommand)")])
  }

  /// The loss is no number since `step`.
  package static func lossBroken(step: Int) -> Diagnostic {
    Diagnostic(
      KohyaRunDiagnostics.lossBroken, "the loss is no number since step \(step)",
      notes: [.help("lower the learning rate; with fp16 try bf16 or `no_half_vae: true` under `kohya:`")])
  }

  /// A file of the plan was not written.
  package static func plannedFileMissing(_ path: String) -> Diagnostic {
    Diagnostic(
      KohyaRunDiagnostics.plannedFileMissing, "the planned file '\(path)' was not written",
      notes: [.help("read the log in the run folder, and see that no other program empties the folder")])
  }

  /// kohya would be asked for half precision on a machine without a GPU; said before the run starts.
  package static func halfPrecisionOnCPU(at label: Label? = nil) -> Diagnostic {
    Diagnostic(
      KohyaRunDiagnostics.halfOnCPU, "kohya cannot train in fp16 on a CPU", at: label,
      notes: [.help("set `train.mixed_precision: no`, or train with `--backend native`")])
  }
}
