internal import LoracDiagnostics
internal import LoracFiles
internal import LoracKohya
internal import LoracPlan
internal import LoracReport
internal import LoracRunAdvice
internal import LoracRunHistory

/// The page on a run.
enum RunPage {
  /// The report on `history`.
  static func report(_ history: RunHistory) -> RunReport {
    // While a run goes on, pictures are left to those who train.
    let depth: RunAdvice.Depth = history.outcome == .running ? .log : .pictures
    return RunReport(
      history, findings: RunFolders.isRateSearch(history.folder) ? [] : RunAdvice.findings(for: history, depth: depth),
      kohyaCommand: history.plan.flatMap(kohyaCommand), version: Lorac.version)
  }

  /// The command with which sd-scripts would train the same; nil if they cannot.
  private static func kohyaCommand(_ plan: TrainingPlan) -> String? {
    var problems: [EmissionProblem] = []
    let target = KohyaTarget(rawValue: plan.run.sdScriptsVersion) ?? .current
    let emission = KohyaEmission(
      plan, .init(target: target, scriptFolder: plan.run.sdScripts, sideFolder: nil, alwaysUsesDatasetConfig: false),
      problems: &problems)
    guard problems.allSatisfy({ $0.diagnostic.severity != .error }) else { return nil }
    return try? emission.invocation.commandText(.bash, .continued)
  }
}
