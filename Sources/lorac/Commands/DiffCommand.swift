internal import ArgumentParser
internal import LoracDiagnostics
internal import LoracFiles
internal import LoracLowering
internal import LoracPlan
internal import LoracPlanText

/// `lorac diff`: what changes in meaning between two recipes or plans.
struct DiffCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "diff",
    abstract: "Show what changes in meaning between two recipes or plans.",
    discussion: """
      Each side is a recipe, a saved plan (.json), or REV:path of a recipe in git, such as HEAD~1:recipe.yaml. \
      Exit status: 0 compared, 1 errors found.
      """)

  @Argument(help: "The older side.", completion: .file())
  var old: String

  @Argument(help: "The newer side.", completion: .file())
  var new: String

  @OptionGroup var reports: ReportOptions

  func run() throws {
    let before = try plan(old)
    let after = try plan(new)
    guard let before, let after else { throw ExitStatus.errors }
    let difference = try PlanDifference(from: before, to: after)
    Terminal.write(difference.isEmpty ? "both train the same\n" : difference.text)
  }

  private func plan(_ side: String) throws -> TrainingPlan? {
    if PlanFile.isPlan(side) {
      do throws(PlanFile.Problem) { return try PlanFile.read(side) } catch {
        Terminal.printError("lorac: \(error.message)")
        return nil
      }
    }
    let compilation: Compilation
    if FileSystem.kind(of: side) == nil, let (revision, path) = revision(side) {
      compilation = Compilation(path, changes: [], mode: .plan, files: GitFiles(revision: revision))
    } else {
      compilation = Compilation(side, changes: [], mode: .plan)
    }
    // Warnings are `lorac check`'s business; here they would drown the difference.
    var diagnostics = compilation.diagnostics
    diagnostics.removeAll { $0.severity != .error }
    reports.report.writeError(diagnostics)
    return compilation.plan
  }

  /// The parts of `REV:path`; nil if there is no colon.
  private func revision(_ side: String) -> (revision: String, path: String)? {
    let parts = side.split(separator: ":", maxSplits: 1).map(String.init)
    return parts.count == 2 ? (parts[0], parts[1]) : nil
  }
}
