internal import ArgumentParser
internal import LoracDiagnostics
internal import LoracLowering
internal import LoracPlanText
internal import LoracPreparation

/// `lorac prepare`: prepared copies of a recipe's images.
struct PrepareCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "prepare",
    abstract: "Make the prepared copies that a recipe asks for: crop, background, tags.",
    discussion: """
      Originals are never touched; copies are kept in the cache folder and made anew only where something changed. \
      `lorac run` does the same when it is needed. Exit status: 0 prepared, 1 errors found, 2 wrong command line, 3 \
      stopped.
      """)

  @OptionGroup var recipe: RecipeOptions
  @OptionGroup var reports: ReportOptions

  @Option(
    help: ArgumentHelp("Draw the crops on the originals into this PNG file, and more beside it.", valueName: "file"),
    completion: .file(extensions: ["png"]))
  var sheet: String?

  func run() throws {
    let compilation = Compilation(recipe.recipe, changes: recipe.changes, mode: .plan)
    guard let source = compilation.recipe, !compilation.diagnostics.hasErrors else {
      reports.report.writeError(compilation.diagnostics)
      throw ExitStatus.errors
    }
    switch try PreparationSession(recipe: source, sheet: sheet).run() {
    case .nothingToDo:
      reports.report.writeError(compilation.diagnostics)
      Terminal.printError("\(recipe.recipe) prepares nothing: its images are trained as they are")
    case .incomplete(let diagnostics):
      let list = DiagnosticList(diagnostics)
      reports.report.writeError(list)
      throw list.hasErrors ? ExitStatus.errors : ExitStatus.failedRun
    case .done(let survey, let pictures, let captions, let folders):
      // Captions are known only now, so what is to be said about them is said here.
      let after = Compilation(recipe.recipe, changes: recipe.changes, mode: .plan)
      reports.report.writeError(after.diagnostics)
      Terminal.print(summary(survey, pictures: pictures, captions: captions, folders: folders))
      if after.diagnostics.hasErrors { throw ExitStatus.errors }
    }
  }

  private func summary(_ survey: PreparationSurvey, pictures: Int, captions: Int, folders: Int) -> String {
    var made: [String] = []
    if pictures > 0 { made.append("\(Numbers.count(pictures, "picture")) made") }
    if captions > 0 { made.append("\(Numbers.count(captions, "caption")) written") }
    // Edits of tags alone make new folders of what is there.
    if made.isEmpty, folders > 0 { made.append("\(Numbers.count(folders, "folder")) put together from what was there") }
    let head = made.isEmpty ? "everything was there already" : made.joined(separator: ", ")
    let lines = survey.folders.filter(\.settings.isActive).map { folder in
      "  \(folder.source): \(Numbers.count(folder.images.count, "image")), copies in \(folder.path)"
    }
    let hasCrops = survey.folders.contains(where: \.settings.changesPictures)
    let drawn = sheet.map { [hasCrops ? "crops drawn in \($0)" : "no crops to draw: 'prepare.crop' is not set"] } ?? []
    return ([head] + lines + drawn).joined(separator: "\n")
  }
}
