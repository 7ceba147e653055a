internal import ArgumentParser
internal import LoracDiagnostics
internal import LoracFiles
internal import LoracLowering
internal import LoracPlan
internal import LoracPlanText

/// `lorac plan`: everything that a recipe will do.
struct PlanCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "plan",
    abstract: "Show everything that a recipe will do: steps, buckets, rates, files.",
    discussion: "Exit status: 0 planned, 1 errors found, 2 wrong command line, 4 --against found a difference.")

  /// How a plan is written.
  enum Format: String, ExpressibleByArgument, CaseIterable {
    /// A page for people.
    case text
    /// JSON, as `lorac schema plan` describes it.
    case json
  }

  @OptionGroup var recipe: RecipeOptions
  @OptionGroup var reports: ReportOptions

  @Option(help: ArgumentHelp("How the plan is written.", valueName: "format"))
  var format: Format = .text

  @Option(
    name: .shortAndLong,
    help: ArgumentHelp("Save the plan as JSON, to review it or run it later.", valueName: "plan.json"),
    completion: .file(extensions: ["json"]))
  var output: String?

  @Option(help: ArgumentHelp("Say where a value comes from, such as network.alpha.", valueName: "key"))
  var why: [String] = []

  @Option(
    help: ArgumentHelp("Compare with a saved plan; exit status 4 if they differ.", valueName: "plan.json"),
    completion: .file(extensions: ["json"]))
  var against: String?

  func run() throws {
    try OutputFile.check(output, .plan, option: "--output")
    let compilation = Compilation(recipe.recipe, changes: recipe.changes, mode: .plan)
    reports.report.writeError(compilation.diagnostics)
    if !why.isEmpty, let source = compilation.recipe {
      for key in why { try ValueOrigin(recipe: source, sources: compilation.sources).explain(key) }
      if compilation.diagnostics.hasErrors { throw ExitStatus.errors }
      return
    }
    guard let plan = compilation.plan else { throw ExitStatus.errors }
    if let against { return try compare(plan, with: against) }
    if let output { try save(plan, to: output) }
    switch format {
    case .json: Terminal.write(try PlanFile.text(plan))
    case .text where output == nil: Terminal.write(PlanText(plan).text)
    case .text: break
    }
  }

  private func save(_ plan: TrainingPlan, to path: String) throws {
    let text = try PlanFile.text(plan)
    do throws(FileError) {
      try FileSystem.write(Array(text.utf8), to: path)
    } catch {
      Terminal.printError("lorac: cannot write '\(error.path)': \(error.reason)")
      throw ExitStatus.errors
    }
    Terminal.printError("saved the plan to \(path); `lorac run \(path)` carries it out")
  }

  private func compare(_ plan: TrainingPlan, with path: String) throws {
    let saved: TrainingPlan
    do throws(PlanFile.Problem) { saved = try PlanFile.read(path) } catch {
      Terminal.printError("lorac: \(error.message)")
      throw ExitStatus.errors
    }
    let difference = try PlanDifference(from: saved, to: plan)
    guard !difference.isEmpty else {
      Terminal.print("the plan is the same as \(path)")
      return
    }
    Terminal.write(difference.text)
    throw ExitStatus.different
  }
}
