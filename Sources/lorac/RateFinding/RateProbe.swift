internal import LoracDiagnostics
internal import LoracPlan
internal import LoracRateFinder
internal import LoracRunLog

/// A training that is there for its learning rate alone.
struct RateProbe {
  /// How it ended.
  struct Outcome {
    /// What was logged; nil if nothing was.
    var logged: LoggedRate?
    /// Why it ended: `plateau`, `limit`, `stopped` or `failed`.
    var ending: String
    /// What went wrong.
    var diagnostics: [Diagnostic] = []

    /// What the curve shows.
    var verdict: PlateauCriterion.Verdict { logged.map { PlateauCriterion().judge($0.curve) } ?? .empty }
  }

  /// The plan, which saves nothing.
  let plan: TrainingPlan
  /// Where the run is kept.
  let folder: RunFolder

  /// A probe of `plan`: what else it would save, show or validate is taken out.
  init(_ plan: TrainingPlan, folder: RunFolder) {
    var plan = plan
    plan.saves = []
    plan.samples = []
    self.plan = plan
    self.folder = folder
  }

  /// Where what the probe makes goes: the native trainer makes nothing.
  static func directory(of folder: RunFolder, backend: String) -> String {
    backend == "kohya" ? folder.file("output") : folder.path
  }
}
