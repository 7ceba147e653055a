internal import ArgumentParser
internal import LoracDiagnostics
internal import LoracFiles
internal import LoracJSON
internal import LoracLowering
internal import LoracPreparation
internal import LoracRecipe
internal import LoracTagReport
internal import LoracTags

/// `lorac tags`: captions before and after the recipe's edits of tags.
struct TagsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "tags",
    abstract: "Show what the recipe's edits make of each caption, and how often each tag occurs.",
    discussion: """
      Lists per image which tags are removed, added and renamed, by which edit and why; then all tags by frequency, those \
      that occur once, captions without a subject, and how many tokens they take. Nothing is written. Exit status: 0 \
      shown, 1 errors found, 2 wrong command line.
      """)

  /// How the report is written.
  enum Format: String, ExpressibleByArgument, CaseIterable {
    /// A page for people.
    case text
    /// JSON.
    case json
  }

  @OptionGroup var recipe: RecipeOptions
  @OptionGroup var reports: ReportOptions

  @Option(help: ArgumentHelp("How the report is written.", valueName: "format"))
  var format: Format = .text

  @Option(
    help: ArgumentHelp(
      "Show these images alone, such as '*.jpg' or '30_name/0002.png'; edits still see all.", valueName: "glob"))
  var images: String?

  @Option(
    help: ArgumentHelp(
      "Compare with the captions and edits of a revision in git, such as HEAD or main~3.", valueName: "rev"))
  var diff: String?

  @Flag(help: "Show long lists to their end.")
  var all = false

  @Flag(help: "List the groups of tags that edits can name, such as @background.")
  var groups = false

  @Option(help: ArgumentHelp("Print the tags of one group.", valueName: "name"))
  var group: String?

  func run() throws {
    if diff != nil, images != nil { throw ValidationError("--diff compares all images; leave --images out.") }
    if groups || group != nil { return try listGroups() }
    var diagnostics = DiagnosticList()
    let state = CaptionState(recipe.recipe, changes: recipe.changes, into: &diagnostics)
    reports.report.writeError(diagnostics)
    guard let state else { throw ExitStatus.errors }
    for folder in state.unreadable { Terminal.printError("lorac: the folder '\(folder)' cannot be read") }
    if let diff { try show(state, since: diff) } else { try show(state) }
    if state.pending > 0 {
      let captions = state.pending == 1 ? "1 caption is" : "\(state.pending) captions are"
      Terminal.printError("\(captions) left to the tagger and not shown; `lorac prepare \(recipe.recipe)` asks it")
    }
    if diagnostics.hasErrors || !state.unreadable.isEmpty { throw ExitStatus.errors }
  }

  private func show(_ state: CaptionState) throws {
    let preparation = state.source.preparation
    let settings = TagReport.Settings(
      edits: preparation.edits, places: preparation.edits.indices.map { state.source.place(ofEdit: $0) },
      tokenLimit: state.source.tokenLimit, vocabulary: preparation.vocabulary)
    let report = TagReport(state.editing, settings: settings, images: images)
    if let images, report.captions.isEmpty, report.total > 0 {
      Terminal.printError("lorac: no image is called '\(images)'")
      throw ExitStatus.errors
    }
    switch format {
    case .text:
      let palette = Terminal.palette(reports.color, isTerminal: Terminal.outputIsTerminal)
      Terminal.write(TagReportText(report, palette: palette, width: Terminal.width, showsAll: all).text)
    case .json: Terminal.write(TagReportDocument.value(report).serialized(pretty: true) + "\n")
    }
  }

  private func show(_ state: CaptionState, since revision: String) throws {
    var diagnostics = DiagnosticList()
    let old: RevisionCaptions?
    do throws(RevisionCaptions.Problem) {
      old = try RevisionCaptions(recipe.recipe, revision: revision, now: state, into: &diagnostics)
    } catch {
      Terminal.printError("lorac: \(error.message)")
      throw ExitStatus.errors
    }
    diagnostics.removeAll { $0.severity != .error }
    reports.report.writeError(diagnostics)
    guard let old else { throw ExitStatus.errors }
    let difference = TagDifference(from: old.captions, to: state.editing.captions)
    switch format {
    case .text:
      let palette = Terminal.palette(reports.color, isTerminal: Terminal.outputIsTerminal)
      Terminal.write(difference.text(revision: revision, palette: palette))
    case .json: Terminal.write(difference.value.serialized(pretty: true) + "\n")
    }
  }

  /// The built-in groups, and those of the recipe where there is one.
  private func listGroups() throws {
    var vocabulary = TagVocabulary.builtIn
    if FileSystem.kind(of: recipe.recipe) == .file {
      var diagnostics = DiagnosticList()
      let state = CaptionState.source(
        recipe.recipe, changes: recipe.changes, files: DiskFiles(), into: &diagnostics)
      if let state { vocabulary = state.1.preparation.vocabulary }
    }
    let list = GroupList(vocabulary: vocabulary)
    guard let group else { return Terminal.write(list.text) }
    guard let text = list.text(of: group, width: Terminal.width) else {
      let near = Suggestion.nearest(to: group, among: vocabulary.groups.names)
      throw ValidationError(
        "There is no group '\(group)'." + (near.map { " Did you mean '\($0)'?" } ?? " --groups lists all."))
    }
    Terminal.write(text)
  }
}
