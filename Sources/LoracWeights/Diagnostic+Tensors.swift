package import LoracDiagnostics

extension Diagnostic {
  /// Says why the weights of the base model named at `place` cannot be used; one diagnostic per kind of problem.
  package static func baseModel(_ error: BaseModelError, at place: Label? = nil) -> [Diagnostic] {
    switch error {
    case .file(let error, let path): return [needed(error, path: path, at: place)]
    case .index(let path, let phrase):
      return [
        Diagnostic(
          WeightsDiagnostics.modelIndex, "'\(path)' \(phrase)", at: place,
          notes: [.help("download the model's folder again, all files of it")])
      ]
    case .sizes(let phrase, let path):
      return [
        Diagnostic(
          WeightsDiagnostics.networkSizes, "the networks of '\(path)' cannot be computed", at: place,
          notes: [
            .note(phrase), .help("use another model, or an autoencoder ('model.vae') that belongs to this one"),
          ])
      ]
    case .tensors(let problems, let path): return tensors(problems, path: path, at: place)
    }
  }

  /// Says why the safetensors file `path` cannot be read, where training cannot do without it.
  package static func needed(_ error: SafetensorsError, path: String, at place: Label? = nil) -> Diagnostic {
    var diagnostic = file(error, path: path, at: place)
    diagnostic.severity = .error
    return diagnostic
  }

  /// Names the tensors of a base model that no network has; nil if there are none.
  package static func unusedTensors(of model: BaseModelWeights, path: String, at place: Label? = nil) -> Diagnostic? {
    tensors(model.unused, path: path, at: place).first
  }

  /// The file `path` of the base model was changed during the run.
  package static func modelChanged(path: String, at place: Label? = nil) -> Diagnostic {
    Diagnostic(
      WeightsDiagnostics.modelChanged, "'\(path)' was changed while it was in use", at: place,
      notes: [.help("restore it, then resume from the last saved state")])
  }

  private static func tensors(_ problems: [WeightProblem], path: String, at place: Label?) -> [Diagnostic] {
    TensorProblems.all.compactMap { kind in
      let meant = problems.filter { kind.isMeant($0.kind) }
      guard !meant.isEmpty else { return nil }
      let count = meant.count == 1 ? "1 tensor" : "\(meant.count) tensors"
      return Diagnostic(
        kind.code, "'\(path)' \(kind.headline.replacing("{}", with: count))", at: place,
        notes: list(meant) + [kind.advice])
    }
  }

  /// All problems if they fit on a screen, else the first of them and how many more there are.
  private static func list(_ problems: [WeightProblem]) -> [Note] {
    let limit = 12
    let shown = problems.prefix(problems.count > limit ? limit - 1 : limit).map { Note.note($0.description) }
    return problems.count > limit ? shown + [.note("and \(problems.count - shown.count) more")] : shown
  }
}

/// Tensors of one code.
private struct TensorProblems {
  let code: DiagnosticCode
  /// What the file does; `{}` stands for the number of tensors.
  let headline: String
  let advice: Note
  let isMeant: @Sendable (WeightProblem.Kind) -> Bool

  static let all: [TensorProblems] = [
    TensorProblems(
      code: WeightsDiagnostics.missingTensors, headline: "lacks {} of its networks",
      advice: .help("download the model again, or take its full version"), isMeant: { $0 == .missing }),
    TensorProblems(
      code: WeightsDiagnostics.unknownTensors, headline: "holds {} that its networks do not have",
      advice: .help("train on the plain model, without what was added to it"), isMeant: { $0 == .unknown }),
    TensorProblems(
      code: WeightsDiagnostics.tensorShapes, headline: "holds {} of the wrong shape",
      advice: .help("download the model again from its source"),
      isMeant: { if case .shape = $0 { true } else { false } }),
    TensorProblems(
      code: WeightsDiagnostics.weightTypes, headline: "holds {} of a type that cannot be trained on",
      advice: .help("take the model's fp16 or fp32 version"), isMeant: { if case .type = $0 { true } else { false } }),
    TensorProblems(
      code: WeightsDiagnostics.unusedTensors, headline: "holds {} that no network uses",
      advice: .note("nothing need be done; kohya passes over them, too"), isMeant: { $0 == .unused }),
  ]
}
