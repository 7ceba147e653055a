internal import ArgumentParser
internal import LoracDiagnosticRendering
internal import LoracDiagnostics
internal import LoracReference

/// `lorac explain`: what a diagnostic code or a key means.
struct ExplainCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "explain",
    abstract: "Explain a diagnostic code such as LR0203, a key such as network.rank, or a finding such as overfitting.")

  @Argument(
    help: ArgumentHelp(
      "A code, its name, a key of the recipe, or a finding of `lorac advise`.", valueName: "code-or-key"))
  var subject: String

  @Option(help: ArgumentHelp("When output is coloured.", valueName: "when"))
  var color: ColorChoice = .auto

  func run() throws {
    if let code = DiagnosticCatalogue.code(subject) {
      let palette = Terminal.palette(color, isTerminal: Terminal.outputIsTerminal)
      return Terminal.write(ExplanationRenderer.terminal(code, palette: palette, width: Terminal.width))
    }
    if let page = AdvicePage.explanation(of: subject) {
      return Terminal.write(TextWrapping.lines(page, width: min(100, Terminal.width)).map { $0 + "\n" }.joined())
    }
    switch KeyExplanation.explain(subject, width: Terminal.width) {
    case .page(let page): Terminal.write(page)
    case .ambiguous(let paths):
      throw ValidationError("Several keys end in '\(subject)': \(paths.joined(separator: ", ")).")
    case .unknown(let key):
      let near = Suggestion.nearest(to: subject, among: DiagnosticCatalogue.names + AdvicePage.names) ?? key
      throw ValidationError(
        "There is no code or key '\(subject)'." + (near.map { " Did you mean '\($0)'?" } ?? ""))
    }
  }
}
