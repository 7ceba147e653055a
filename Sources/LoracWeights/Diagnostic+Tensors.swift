package import LoracDiagnostics

extension Diagnostic {
  /// Says why the weights of the base model named at `place` cannot be used; one diagnostic per kind of problem.
  package static func baseModel(_ error: BaseModelError, at place: Label? = nil) -> [Diagnostic] {
    switch error {
    case .file(let error, let path): return [file(error, path: path, at: place)]
    case .index(let path, let phrase):
      return [Diagnostic(WeightsDiagnostics.modelIndex, "'\(path)' \(phrase)", at: place)]
    case .sizes(let phrase, let path):
      return [
        Diagnostic(WeightsDiagnostics.networkSizes, "'\(path)' cannot be computed", at: place, notes: [.note(phrase)])
      ]
    case .tensors(let problems, let path): return tensors(problems, path: path, at: place)
    }
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
    let kinds: [(DiagnosticCode, (Int) -> String, (WeightProblem.Kind) -> Bool)] = [
      (
        WeightsDiagnostics.missingTensors, { "lacks \(count($0)) of its networks" }, { $0 == .missing }
      ),
      (
        WeightsDiagnostics.unknownTensors, { "holds \(count($0)) that its networks do not have" }, { $0 == .unknown }
      ),
      (
        WeightsDiagnostics.tensorShapes, { "holds \(count($0)) of the wrong shape" },
        { if case .shape = $0 { true } else { false } }
      ),
      (
        WeightsDiagnostics.weightTypes, { "holds \(count($0)) of a type that cannot be trained on" },
        { if case .type = $0 { true } else { false } }
      ),
      (
        WeightsDiagnostics.unusedTensors, { "holds \(count($0)) that no network uses" }, { $0 == .unused }
      ),
    ]
    return kinds.compactMap { code, headline, isMeant in
      let meant = problems.filter { isMeant($0.kind) }
      guard !meant.isEmpty else { return nil }
      return Diagnostic(code, "'\(path)' \(headline(meant.count))", at: place, notes: list(meant))
    }
  }

  private static func count(_ number: Int) -> String { number == 1 ? "1 tensor" : "\(number) tensors" }

  /// All problems if they fit on a screen, else the first of them and how many more there are.
  private static func list(_ problems: [WeightProblem]) -> [Note] {
    let limit = 12
    let shown = problems.prefix(problems.count > limit ? limit - 1 : limit).map { Note.note($0.description) }
    return problems.count > limit ? shown + [.note("and \(problems.count - shown.count) more")] : shown
  }
}
