import LoracDiagnostics
import Testing

@Suite struct DiagnosticListTests {
  private static let none = Explanation(meaning: "", why: "", example: "", fix: "")
  private let error = DiagnosticCode("LR0201", "an-error", .error, none)
  private let warning = DiagnosticCode("LR0401", "a-warning", .warning, none)
  private let remark = DiagnosticCode("LR0501", "a-remark", .remark, none)
  private let file = SourceFile(name: "b.yaml", text: "0123456789")
  private let other = SourceFile(name: "a.yaml", text: "0123456789")

  private func at(_ offset: Int, _ code: DiagnosticCode, _ headline: String, in file: SourceFile? = nil) -> Diagnostic {
    let range = SourceRange(file: file ?? self.file, bytes: offset..<offset + 1)
    return Diagnostic(code, headline, at: Label(range))
  }

  @Test func order() {
    var list = DiagnosticList()
    list.append(Diagnostic(error, "no place"))
    list.append(at(5, warning, "w"))
    list.append(at(0, error, "in the other file", in: other))
    list.append(contentsOf: [at(5, error, "b"), at(5, error, "a"), at(1, remark, "r"), at(5, warning, "w")])
    let headlines = list.sorted.map(\.headline)
    #expect(headlines == ["r", "a", "b", "w", "in the other file", "no place"])
  }

  @Test func countsAndErrors() {
    var list = DiagnosticList()
    #expect(list.isEmpty && !list.hasErrors)
    list.append(at(0, warning, "w"))
    #expect(!list.isEmpty && !list.hasErrors && list.count(.warning) == 1 && list.count(.error) == 0)
    list.raiseWarnings()
    #expect(list.hasErrors && list.count(.warning) == 0 && list.count(.error) == 1)
  }

  @Test func removesAndRewrites() {
    var list = DiagnosticList()
    list.append(contentsOf: [at(0, warning, "w"), at(1, error, "e"), at(2, remark, "r")])
    list.removeAll { $0.severity == .remark }
    list.rewrite { diagnostic in
      guard diagnostic.headline != "w" else { return nil }
      var changed = diagnostic
      changed.headline = "changed"
      return changed
    }
    #expect(list.sorted.map(\.headline) == ["changed"])
  }

  @Test func sourcesAreComparedByIdentity() {
    let twin = SourceFile(name: "b.yaml", text: "0123456789")
    #expect(twin != file)
    let range = SourceRange(file: file, bytes: 2..<4)
    #expect(range.joined(with: SourceRange(file: twin, bytes: 0..<9)) == range)
    #expect(range.joined(with: SourceRange(file: file, bytes: 6..<7)).bytes == 2..<7)
  }

  @Test func rangesWithoutLineEndings() {
    let file = SourceFile(name: "a", text: "ab\r\n\r\n")
    func trimmed(_ range: Range<Int>) -> Range<Int> { SourceRange(file: file, bytes: range).withoutLineEndings.bytes }
    #expect(trimmed(0..<6) == 0..<2)
    #expect(trimmed(1..<3) == 1..<2)
    #expect(trimmed(2..<6) == 2..<2)
    #expect(trimmed(7..<99) == 6..<6)
  }
}
