internal import ArgumentParser
internal import LoracDiagnosticRendering
internal import LoracDiagnostics
internal import LoracReference

/// `lorac explain`: what a diagnostic code or a key means.
struct ExplainCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "explain",
    abstract: "Explain a diagnostic code such as LR0203, or a key such as network.rank.")

  @Argument(help: ArgumentHelp("A code, its name, or a key of the recipe.", valueName: "code-or-key"))
  var subject: String

  @Option(help: ArgumentHelp("When output is coloured.", valueName: "when"))
  var color: ColorChoice = .auto

  func run() throws {
    let palette = Terminal.palette(color, isTerminal: Terminal.outputIsTerminal)
    let id = subject.uppercased()
    guard let code = DiagnosticCatalogue.all.first(where: { $0.id == id || $0.slug == subject }) else {
      throw ValidationError(unknown)
    }
    Terminal.write(ExplanationRenderer.terminal(code, palette: palette, width: Terminal.width))
  }

  private var unknown: String {
    let codes = DiagnosticCatalogue.all.flatMap { [$0.id, $0.slug] }
    let near = Suggestion.nearest(to: subject, among: codes)
    return "There is no code or key '\(subject)'." + (near.map { " Did you mean '\($0)'?" } ?? "")
  }
}
