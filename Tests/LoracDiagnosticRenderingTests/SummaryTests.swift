import LoracDiagnosticRendering
import LoracDiagnostics
import Testing

@Suite struct SummaryTests {
  private func diagnostic(_ code: DiagnosticCode, _ fixes: [FixIt.Applicability] = []) -> Diagnostic {
    let file = SourceFile(name: "a.yaml", text: "abc")
    let fixIts = fixes.map { FixIt("fix", [TextEdit(file.wholeRange, "")], $0) }
    return Diagnostic(code, "x", at: Label(file.wholeRange), fixIts: fixIts)
  }

  @Test func counts() {
    #expect(Summary.line([]) == nil)
    #expect(Summary.line([diagnostic(Samples.unknownKey)]) == "1 error")
    let many = [Samples.phonePortrait, Samples.unknownKey, Samples.alphaAboveRank, Samples.unknownKey]
    #expect(Summary.line(many.map { diagnostic($0) }) == "2 errors, 1 warning, 1 remark")
  }

  @Test func fixes() {
    let safe = diagnostic(Samples.unknownKey, [.displayOnly, .safe])
    let unsafe = diagnostic(Samples.unknownKey, [.unsafe])
    #expect(Summary.line([safe]) == "1 error (1 fixable with `lorac check --fix`)")
    #expect(Summary.line([unsafe]) == "1 error (1 fixable with `--unsafe-fixes`)")
    #expect(
      Summary.line([safe, unsafe, diagnostic(Samples.unknownKey, [.displayOnly])])
        == "3 errors (1 fixable with `lorac check --fix`, 1 more with `--unsafe-fixes`)")
  }
}
