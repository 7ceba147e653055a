import LoracDiagnosticRendering
import LoracDiagnostics
import LoracTestSupport
import Testing

/// All samples through all renderers; the snapshots are for reading in review.
@Suite struct RendererSnapshotTests {
  private static let diagnostics = Samples.all.map(\.diagnostic)

  @Test(arguments: OutputFormat.allCases)
  func plain(_ format: OutputFormat) {
    let text = render(Self.diagnostics, format: format, catalogue: Samples.catalogue)
    expectSnapshot(text, "\(format.rawValue).txt")
  }

  @Test(arguments: [OutputFormat.terminal, .concise])
  func coloured(_ format: OutputFormat) {
    let text = render(Self.diagnostics, format: format, palette: .ansi, catalogue: Samples.catalogue)
    expectSnapshot(text.replacing("\u{1B}", with: "␛"), "\(format.rawValue)-colour.txt")
  }

  @Test func narrow() {
    expectSnapshot(render(Self.diagnostics, format: .terminal, width: 50), "terminal-50.txt")
  }

  @Test(arguments: OutputFormat.allCases)
  func noLineEndsWithASpace(_ format: OutputFormat) {
    for palette in [Palette.plain, .ansi] {
      let text = render(Self.diagnostics, format: format, palette: palette, catalogue: Samples.catalogue)
      for line in text.split(separator: "\n") {
        let visible = line.replacing("\u{1B}[0m", with: "")
        #expect(visible.last?.isWhitespace != true, "\(line)")
      }
      #expect(text.hasSuffix("\n") && !text.hasSuffix("\n\n"))
    }
  }

  @Test(arguments: OutputFormat.allCases)
  func nothingOfTheUserReachesTheTerminal(_ format: OutputFormat) {
    let text = render(Self.diagnostics, format: format, catalogue: Samples.catalogue)
    for scalar in text.unicodeScalars where scalar != "\n" {
      // JSON may keep what its grammar allows, but never a control character.
      #expect(scalar.properties.generalCategory != .control, "\(scalar.value)")
    }
  }

  @Test func colourAddsNothingButEscapes() {
    let coloured = TerminalRenderer(palette: .ansi).render(Self.diagnostics)
    #expect(coloured.replacing(/\u{1B}\[[0-9;]*m/, with: "") == TerminalRenderer().render(Self.diagnostics))
  }

  @Test func nothingToRender() {
    for format in OutputFormat.allCases where format != .sarif {
      #expect(render([], format: format) == "")
    }
  }
}
