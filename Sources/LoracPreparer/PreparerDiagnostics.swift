package import LoracDiagnostics
internal import LoracFiles
internal import LoracImages

/// The diagnostics of making prepared copies.
package enum PreparerDiagnostics {
  static let pictureUnreadable = DiagnosticCode(
    "LR0921", "picture-not-prepared", .error,
    Explanation(
      meaning: "An original is no picture that can be prepared.",
      why: "All other pictures were prepared, but the folder is not complete, so nothing is trained.",
      example: "train/30_cat/007.jpg of which the download broke off",
      fix: "Replace the file, or take it out of the folder; then run `lorac prepare` again. What was made is kept."))
  static let runtimeUnusable = DiagnosticCode(
    "LR0922", "onnxruntime-unusable", .error,
    Explanation(
      meaning: "Models are to run, but ONNX Runtime, the library that runs them, cannot be used.",
      why: "Background removal, face detection and taggers other than BLIP are ONNX models.",
      example: "prepare:\n  background: {model: u2net.onnx}   # on a machine without ONNX Runtime",
      fix:
        "Install it with `pip install onnxruntime`, or unpack a release and name libonnxruntime.so: `run.onnxruntime` in the "
        + "recipe, or LORAC_ONNXRUNTIME. `lorac doctor` says what it finds."))
  static let modelUnusable = DiagnosticCode(
    "LR0923", "preparation-model-unusable", .error,
    Explanation(
      meaning: "A model of the `prepare` block, or a file that comes with it, cannot be used.",
      why: "Another kind of model would give pictures or tags without sense, so it is refused.",
      example: "prepare:\n  tagger: {type: wd14, model: u2net.onnx}",
      fix: "Name a model of the kind that the message asks for."))
  static let fileRefused = DiagnosticCode(
    "LR0924", "preparation-file-refused", .error,
    Explanation(
      meaning: "The system refused to read an original or to write a copy.",
      why: "The folder is not complete. What was made so far is kept, and nothing half-written is left.",
      example: "a full disk, or an original without the right to read it",
      fix: "Make room or give the right, then run `lorac prepare` again; it goes on where it was."))
  static let unusableName = DiagnosticCode(
    "LR0925", "name-not-utf8", .error,
    Explanation(
      meaning: "The name of an original is not UTF-8.",
      why: "Neither its copy nor its caption could have that name.",
      example: "a name from an old archive, in another code page",
      fix: "Rename the file, for example with `convmv -f cp437 -t utf8`."))
  static let restless = DiagnosticCode(
    "LR0926", "originals-change", .error,
    Explanation(
      meaning: "The originals changed while their copies were made.",
      why: "The copies would be of another moment than the recipe's folder.",
      example: "a download into the folder that is still going on",
      fix: "Wait until nothing changes, then run `lorac prepare` again."))
  static let stopped = DiagnosticCode(
    "LR0927", "preparation-stopped", .warning,
    Explanation(
      meaning: "Preparation was stopped by Ctrl-C or by a signal.",
      why: "What was made is kept; nothing half-written is left.",
      example: "Ctrl-C during `lorac prepare`",
      fix: "Run the same command again; it goes on where it was."))

  /// All codes of this stage.
  package static let codes = [
    pictureUnreadable, runtimeUnusable, modelUnusable, fileRefused, unusableName, restless, stopped,
  ]
}

extension Diagnostic {
  /// How many problems of single pictures are told one by one.
  private static let mostPictures = 20

  /// Preparation was stopped.
  package static var preparationStopped: Diagnostic {
    Diagnostic(
      PreparerDiagnostics.stopped, "preparation was stopped",
      notes: [.help("run the same command again; what was made is kept")])
  }

  /// What kept a preparation from being complete, problems of the same kind one behind the other.
  package static func problems(_ problems: [PreparationProblem]) -> [Diagnostic] {
    var seen: Set<PreparationProblem> = []
    let distinct = problems.filter { seen.insert($0).inserted }
    var result = distinct.prefix(mostPictures).map(problem)
    if distinct.count > mostPictures, let last = result.popLast() {
      var last = last
      last.notes.append(.note("and \(distinct.count - mostPictures) more problems like this"))
      result.append(last)
    }
    return result
  }

  private static func problem(_ problem: PreparationProblem) -> Diagnostic {
    let path = problem.path
    switch problem.cause {
    case .image(let error):
      return Diagnostic(
        PreparerDiagnostics.pictureUnreadable, "'\(path)' \(error.explanation)",
        notes: [.help("replace the file or take it out of the folder, then prepare again; what was made is kept")])
    case .file(let error):
      return Diagnostic(
        PreparerDiagnostics.fileRefused, "'\(path)': \(error.reason)",
        notes: [.help("give the right or make room, then prepare again; what was made is kept")])
    case .runtime(let reason, let remedy):
      return Diagnostic(
        PreparerDiagnostics.runtimeUnusable, reason,
        notes: [
          .help(remedy ?? "install it, and name libonnxruntime.so in 'run.onnxruntime' or LORAC_ONNXRUNTIME"),
          .help("`lorac doctor` says what is found"),
        ])
    case .model(let reason, let remedy):
      let place: [Note] = reason.contains("'\(path)'") ? [] : [.note("it was needed for '\(path)'")]
      return Diagnostic(
        PreparerDiagnostics.modelUnusable, reason,
        notes: place + [.help(remedy ?? "name a model of the kind that is wanted, and the files that came with it")])
    case .name:
      return Diagnostic(
        PreparerDiagnostics.unusableName, "the name of '\(path)' is not UTF-8",
        notes: [.help("rename the file, for example with `convmv -f cp437 -t utf8`")])
    case .restless:
      return Diagnostic(
        PreparerDiagnostics.restless, "the images in '\(path)' changed while they were prepared",
        notes: [.help("wait until nothing changes, then prepare again")])
    }
  }
}
