@testable import LoracDiagnosticRendering
import LoracDiagnostics
import LoracTestSupport
import Testing

@Suite struct ExplanationRendererTests {
  @Test func terminal() {
    let pages = Samples.catalogue.map { ExplanationRenderer.terminal($0, width: 60) }
    expectSnapshot(pages.joined(separator: "\n"), "explanations.txt")
  }

  @Test func markdown() {
    let text = ExplanationRenderer.markdown(Samples.catalogue)
    expectSnapshot(text, "explanations.md")
    #expect(ExplanationRenderer.markdown(Samples.catalogue.reversed()) == text)
  }

  @Test func blocks() {
    #expect(
      ExplanationBlock.blocks(of: "Write this:\na: 1\n  b: 2\n\n  c: 3\n\nOr leave\nit out. It is\nfine.\nd: 4")
        == [
          .prose("Write this:"), .code(["a: 1", "  b: 2", "", "  c: 3"]), .prose("Or leave it out. It is fine."),
          .code(["d: 4"]),
        ])
    #expect(ExplanationBlock.blocks(of: "First.\nSecond one.") == [.prose("First. Second one.")])
    #expect(ExplanationBlock.blocks(of: "").isEmpty)
  }
}
