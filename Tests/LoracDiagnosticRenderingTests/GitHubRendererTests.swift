import LoracDiagnosticRendering
import LoracDiagnostics
import Testing

@Suite struct GitHubRendererTests {
  private func render(_ name: String, _ text: String, _ range: Range<Int>, _ headline: String = "x") -> String {
    let label = Label(SourceRange(file: SourceFile(name: name, text: text), bytes: range))
    return GitHubRenderer.render([Diagnostic(Samples.unknownKey, headline, at: label)])
  }

  @Test func oneLine() {
    #expect(
      render("a.yaml", "ab\ncd", 3..<5) == "::error file=a.yaml,line=2,col=1,endColumn=3,title=lorac (LR0203)::x\n")
  }

  @Test func severalLinesHaveNoColumns() {
    #expect(render("a.yaml", "ab\ncd", 0..<5) == "::error file=a.yaml,line=1,endLine=2,title=lorac (LR0203)::x\n")
    #expect(
      render("a.yaml", "ab\ncd", 0..<3) == "::error file=a.yaml,line=1,col=1,endColumn=3,title=lorac (LR0203)::x\n")
  }

  @Test func escapes() {
    let text = render("a,b:c%.yaml", "a", 0..<1, "100%, a: b\nnext")
    #expect(text.contains("file=a%2Cb%3Ac%25.yaml,"))
    #expect(text.hasSuffix("::100%25, a: b%0Anext\n"))
  }
}
