internal import ArgumentParser
internal import LoracDiagnostics
internal import LoracEffect
internal import LoracFiles
internal import LoracLowering
internal import LoracPlan
internal import LoracPlanText
internal import LoracReport
internal import LoracRunLog

/// `lorac test`: what the LoRA does, as one picture.
struct TestCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "test",
    abstract: "Show what a LoRA does: base model beside LoRA, same prompts and seeds.",
    discussion: """
      Makes the recipe's preview prompts with the base model alone and with each saved LoRA file at several weights, and \
      draws them as one labelled picture, `grid.png`, in the folder `effect` of the newest run. What is there already from the \
      same files and settings is not made again, so that a test that was stopped goes on where it was. Exit status: 0 \
      tested, 1 errors found, 2 wrong command line, 3 stopped or failed.
      """)

  @OptionGroup var recipe: RecipeOptions
  @OptionGroup var reports: ReportOptions

  @Option(
    name: .customLong("lora"),
    help: ArgumentHelp("Test these files instead of those the recipe saves.", valueName: "file"),
    completion: .file(extensions: ["safetensors"]))
  var loras: [String] = []

  @Option(parsing: .unconditional, help: ArgumentHelp("The LoRA's weights, one column each.", valueName: "numbers"))
  var weights = "0.5,0.75,1"

  @Option(
    name: .customLong("prompt"), parsing: .unconditionalSingleValue,
    help: ArgumentHelp(
      "A prompt instead of the recipe's, or pasted settings; - reads them from standard input. Repeatable.",
      valueName: "text"))
  var prompts: [String] = []

  @Option(
    parsing: .unconditional, help: ArgumentHelp("Seeds for each prompt instead of the recipe's.", valueName: "numbers"))
  var seeds: String?

  @Option(parsing: .unconditional, help: ArgumentHelp("Sampling steps instead of the recipe's.", valueName: "number"))
  var steps: Int?

  @Flag(help: "Test all saved files, not just five of them.")
  var all = false

  @Option(
    help: ArgumentHelp(
      "The run whose folder gets the pictures, by folder or name; the newest otherwise.", valueName: "dir"),
    completion: .directory)
  var runDir: String?

  @Option(help: ArgumentHelp("Threads that compute; as many as there are processors otherwise.", valueName: "number"))
  var threads: Int?

  func validate() throws {
    _ = try weightList
    _ = try seedList
    if let steps, !(1...1000).contains(steps) {
      throw ValidationError("--steps takes a number from 1 to 1000, not \(steps).")
    }
    if let threads, !(1...1024).contains(threads) {
      throw ValidationError("--threads takes a number from 1 to 1024, not \(threads).")
    }
  }

  func run() throws {
    let compilation = Compilation(recipe.recipe, changes: recipe.changes, mode: .plan, backend: .kohya)
    guard let plan = compilation.plan, !compilation.diagnostics.hasErrors else {
      reports.report.writeError(compilation.diagnostics)
      throw ExitStatus.errors
    }
    let chosen = try runDir.map { RunFolder(try RunChoice.folder($0, reports)) }
    let folder = chosen ?? RunFolder(newestOf: plan.name)
    var session = EffectSession(plan: plan, threads: threads ?? Machine.processorCount)
    session.folder = (folder?.path ?? "runs/\(plan.name)") + "/effect"
    session.weights = try weightList
    session.files = loras
    session.fileCount = all ? .max : EffectPlan.usualFileCount
    session.prompts = prompts
    session.seeds = try seedList
    session.steps = steps
    switch session.run() {
    case .failed(let diagnostics, let status):
      reports.report.writeError(DiagnosticList(diagnostics))
      throw status
    case .done(let record, let grid, let problems):
      if !problems.isEmpty { reports.report.writeError(DiagnosticList(problems)) }
      for line in summary(record) { Terminal.printError(line) }
      if let folder, folder.holdsRun { refreshReport(of: folder) }
      Terminal.print(grid)
      if problems.contains(where: { $0.severity == .error }) { throw ExitStatus.failedRun }
    }
  }

  /// Puts the grid into the run's report.
  private func refreshReport(of folder: RunFolder) {
    let report = LiveReport(folder: folder.path)
    do throws(FileError) {
      try report.update()
      Terminal.printError("report: \(report.path)")
    } catch {
      RunChoice.say(.reportNotWritten(error), reports)
    }
  }

  /// How much each file changes at each weight, as a table.
  private func summary(_ record: EffectRecord) -> [String] {
    let test = record.test
    let head = ["difference from the base model"] + test.weights.map { "weight \($0)" }
    var table = Table(head, [.left] + test.weights.map { _ in .right })
    for (file, name) in test.files.enumerated() {
      table.add(
        [name.label]
          + test.weights.indices.map { record.difference(file: file, weight: $0).map(EffectGrid.percent) ?? "-" })
    }
    return table.lines(indent: "  ")
  }

  private var weightList: [Double] {
    get throws {
      let numbers = weights.split(separator: ",").map { Double($0.filter { $0 != " " }) }
      let list = numbers.compactMap(\.self).filter(\.isFinite)
      guard !list.isEmpty, list.count == numbers.count else {
        throw ValidationError("--weights takes numbers such as 0.5,0.75,1, not '\(weights)'.")
      }
      guard list.count <= 20 else { throw ValidationError("--weights takes at most 20 numbers, not \(list.count).") }
      return list
    }
  }

  private var seedList: [Int] {
    get throws {
      guard let seeds else { return [] }
      let numbers = seeds.split(separator: ",").map { Int($0.filter { $0 != " " }) }
      let list = numbers.compactMap(\.self).filter { $0 >= 0 }
      guard !list.isEmpty, list.count == numbers.count else {
        throw ValidationError("--seeds takes whole numbers from 0 on such as 42,43, not '\(seeds)'.")
      }
      guard list.count <= 100 else { throw ValidationError("--seeds takes at most 100 numbers, not \(list.count).") }
      return list
    }
  }
}
