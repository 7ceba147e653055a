internal import LoracPlan
package import LoracDiagnostics

/// Something of a plan that a kohya command cannot say, by the recipe's field.
package struct EmissionProblem: Sendable, Hashable {
  /// The recipe's field, as in `save.state.every`.
  package var field: String
  /// What is reported; its label is added by whoever knows where the recipe sets the field.
  package var diagnostic: Diagnostic

  /// A problem of `field`.
  package init(field: String, diagnostic: Diagnostic) {
    self.field = field
    self.diagnostic = diagnostic
  }
}

extension EmissionProblem {
  static func needsSideFile(_ field: String, _ reason: String) -> EmissionProblem {
    EmissionProblem(
      field: field,
      diagnostic: Diagnostic(
        EmissionDiagnostics.needsSideFile, "the command needs a file beside it: \(reason)",
        notes: [.help("give a folder for it: lorac emit recipe.yaml -o DIR")]))
  }

  static func toml(_ problem: TOMLProblem) -> EmissionProblem { toml(problem, "dataset.images") }

  /// A text that a config file cannot hold.
  package static func config(_ problem: TOMLProblem) -> EmissionProblem { toml(problem, "name") }

  private static func toml(_ problem: TOMLProblem, _ field: String) -> EmissionProblem {
    EmissionProblem(
      field: field,
      diagnostic: Diagnostic(
        EmissionDiagnostics.cannotQuote, "a text cannot be written so that kohya reads it back",
        notes: [.note(problem.explanation)]))
  }

  /// A word of the command that a shell cannot hold.
  package static func quoting(_ problem: QuotingProblem) -> EmissionProblem {
    EmissionProblem(
      field: "name",
      diagnostic: Diagnostic(
        EmissionDiagnostics.cannotQuote, "\(problem.shell.rawValue) cannot be given '\(problem.word.prefix(60))'",
        notes: [.note(problem.explanation), .help("use another name, another shell, or --format argv or toml")]))
  }

  static func unknownArgument(_ name: String, _ field: String, _ target: KohyaTarget) -> EmissionProblem {
    let version = target == .in2023 ? "the sd-scripts of 2023" : "today's sd-scripts"
    return EmissionProblem(
      field: field,
      diagnostic: Diagnostic(
        EmissionDiagnostics.unknownArgument, "\(version) have no argument '--\(name)'",
        notes: [.help("remove '\(field)', or write for another version: --target")]))
  }

  static func otherScript(_ name: String, _ field: String) -> EmissionProblem {
    EmissionProblem(
      field: field,
      diagnostic: Diagnostic(
        EmissionDiagnostics.otherScript, "the script for this model family has no argument '--\(name)'",
        notes: [.help("remove '\(field)', or check 'model.family'")]))
  }

  static func stateInterval(_ state: Interval, _ every: Interval?) -> EmissionProblem {
    let files = every.map { "every \($0)" } ?? "never"
    return EmissionProblem(
      field: "save.state.every",
      diagnostic: Diagnostic(
        EmissionDiagnostics.stateInterval, "kohya saves state only together with numbered files",
        notes: [.note("state: every \(state); numbered files: \(files)"), .help("use one interval for both")]))
  }

  static func nearestSampler(_ name: String, _ nearest: String, _ field: String) -> EmissionProblem {
    EmissionProblem(
      field: field,
      diagnostic: Diagnostic(
        EmissionDiagnostics.nearestSampler, "kohya makes previews with '\(nearest)' in place of '\(name)'",
        notes: [.note("the same algorithm at other noise levels")]))
  }

  static func samplerNotInKohya(_ name: String, _ field: String) -> EmissionProblem {
    EmissionProblem(
      field: field,
      diagnostic: Diagnostic(
        EmissionDiagnostics.samplerNotInKohya, "kohya has no sampler like '\(name)'",
        notes: [.help("take dpmsolver++ or euler_a, or train with 'run: {backend: native}'")]))
  }

  static func brokenSampler(_ field: String) -> EmissionProblem {
    EmissionProblem(
      field: field,
      diagnostic: Diagnostic(
        EmissionDiagnostics.samplerNotInKohya, "today's diffusers refuses kohya's settings of the sampler 'dpmsolver'",
        notes: [.help("take dpmsolver++, its successor")]))
  }

  static let weightedCaptions = EmissionProblem(
    field: "loss.weighted_captions",
    diagnostic: Diagnostic(
      EmissionDiagnostics.otherScript, "kohya weighs the captions of all folders or of none",
      notes: [.help("give all folders the same")]))
}
