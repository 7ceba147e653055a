package import LoracDiagnostics
package import LoracFiles

extension Diagnostic {
  /// The run folder `path` holds something already; `isReplaceable` if the command has --overwrite and --resume.
  package static func runFolderOccupied(_ path: String, isReplaceable: Bool = true) -> Diagnostic {
    Diagnostic(
      RunDiagnostics.occupied, "the run folder '\(path)' is not empty",
      notes: [.help("choose another --run-dir" + (isReplaceable ? ", or say --overwrite or --resume" : ""))])
  }

  /// The LoRA files `names` in `folder` would be replaced.
  package static func filesWouldBeReplaced(_ names: [String], in folder: String) -> Diagnostic {
    let shown = names.prefix(3).joined(separator: ", ") + (names.count > 3 ? ", …" : "")
    let count = names.count == 1 ? "1 file" : "\(names.count) files"
    return Diagnostic(
      RunDiagnostics.occupied, "the run would replace \(count) in '\(folder)': \(shown)",
      notes: [.help("change 'name' or 'save.directory', or say --overwrite or --resume")])
  }

  /// Another process has the run folder `path`.
  package static func runFolderBusy(_ path: String) -> Diagnostic {
    Diagnostic(
      RunDiagnostics.busy, "another lorac is using the run folder '\(path)'",
      notes: [.help("wait for it, stop it, or choose another --run-dir")])
  }

  /// The run in `path` is another plan's; `differences` say in what.
  package static func resumesOther(_ path: String, differences: [String]) -> Diagnostic {
    Diagnostic(
      RunDiagnostics.resumesOther, "the run in '\(path)' was started from another plan",
      notes: differences.map(Note.note) + [.help("undo the changes, or start a new run without --resume")])
  }

  /// The run in `path` cannot be resumed because its plan cannot be read; `problem` is a sentence.
  package static func resumesUnknown(_ path: String, _ problem: String) -> Diagnostic {
    Diagnostic(
      RunDiagnostics.resumesOther, "the plan of the run in '\(path)' cannot be read",
      notes: [.note(problem), .help("start a new run without --resume, or replace this one with --overwrite")])
  }

  /// kohya cannot go on from the newest state, at `path`, nor from an older one, so that the rest is as planned.
  package static func kohyaCannotResume(_ path: String) -> Diagnostic {
    Diagnostic(
      RunDiagnostics.resumesOther, "kohya cannot go on from '\(path)' as it was planned",
      notes: [
        .note(
          "after the first epoch it counts steps anew: step files would replace earlier ones, and a run that ends "
            + "within an epoch would not end there"),
        .help("save by epochs and train whole epochs, or start over with --overwrite"),
      ])
  }

  /// The saved plan at `path` is not what its `recipe` gives now; `differences` say in what.
  package static func stalePlan(_ path: String, recipe: String, differences: [String]) -> Diagnostic {
    Diagnostic(
      RunDiagnostics.stale, "'\(path)' is stale: its recipe or inputs have changed since it was saved",
      notes: differences.map(Note.note) + [.help("plan again: lorac plan \(recipe) -o \(path)")])
  }

  /// The sd-scripts that were found are not of the version that the command is for.
  package static func versionDiffers(foundIs2023: Bool) -> Diagnostic {
    Diagnostic(
      RunDiagnostics.versionDiffers,
      "the sd-scripts found are \(foundIs2023 ? "of 2023" : "today's"), the command is for the other version",
      notes: [.help("set `run.sd_scripts_version: \(foundIs2023 ? "2023" : "current")`, or name another folder")])
  }

  /// OpenBLAS cannot be opened; `problem` is a sentence.
  package static func noBLAS(_ problem: String) -> Diagnostic {
    Diagnostic(
      RunDiagnostics.noBLAS, problem,
      notes: [.help("install it, on Debian with `apt install libopenblas0`; `lorac doctor` shows whether it is found")]
    )
  }

  /// A folder or file of the run cannot be written.
  package static func cannotWrite(_ error: FileError) -> Diagnostic {
    if error.isFileInTheWay {
      return Diagnostic(
        RunDiagnostics.cannotWrite, "cannot write '\(error.path)': a file stands where a folder is needed",
        notes: [.help("name another folder, or move the file away")])
    }
    return Diagnostic(
      RunDiagnostics.cannotWrite, "cannot write '\(error.path)': \(error.reason)",
      notes: [.help("choose a folder that you may write to, with free space")])
  }

  /// A log could not be written to its end.
  package static func logIncomplete(_ error: FileError) -> Diagnostic {
    Diagnostic(
      RunDiagnostics.logIncomplete, "the log '\(error.path)' is incomplete: \(error.reason)",
      notes: [.note("training went on without it; states and LoRA files are not affected")])
  }
}
