import LoracDiagnostics
import Testing

@Suite struct FixApplicationTests {
  private let file = SourceFile(name: "a.yaml", text: "0123456789")
  private let other = SourceFile(name: "b.yaml", text: "abc")
  private let code = DiagnosticCode(
    "LR0201", "x", .error, Explanation(meaning: "", why: "", example: "", fix: ""))

  private func edit(_ range: Range<Int>, _ text: String, in file: SourceFile? = nil) -> TextEdit {
    TextEdit(SourceRange(file: file ?? self.file, bytes: range), text)
  }

  private func fix(_ edits: TextEdit..., applicability: FixIt.Applicability = .safe) -> FixIt {
    FixIt("fix \(edits.map(\.replacement))", edits, applicability)
  }

  private func text(_ application: FixApplication, _ index: Int = 0) -> String {
    String(decoding: application.files[index].bytes, as: UTF8.self)
  }

  @Test func appliesInAnyOrder() {
    let application = FixApplication([
      fix(edit(8..<10, "END")), fix(edit(0..<1, "start")), fix(edit(4..<4, "|"), edit(5..<6, "")),
    ])
    #expect(text(application) == "start123|467END")
    #expect(application.applied.count == 3 && application.waiting.isEmpty)
  }

  @Test func firstOfOverlappingFixesWins() {
    let late = fix(edit(0..<1, "x"), edit(3..<5, "y"))
    let application = FixApplication([fix(edit(2..<4, "A")), late, fix(edit(4..<4, "B")), fix(edit(1..<2, "C"))])
    #expect(text(application) == "0CAB456789")
    // The whole fix waits, its first edit too.
    #expect(application.waiting == [late])
  }

  @Test func insertionsAtOnePlaceOverlap() {
    let application = FixApplication([fix(edit(3..<3, "A")), fix(edit(3..<3, "B"))])
    #expect(text(application) == "012A3456789")
    #expect(application.waiting.count == 1)
  }

  @Test func insertionInsideAReplacementOverlaps() {
    #expect(FixApplication([fix(edit(2..<6, "A")), fix(edit(4..<4, "B"))]).waiting.count == 1)
    #expect(FixApplication([fix(edit(4..<4, "B")), fix(edit(2..<6, "A"))]).waiting.count == 1)
    #expect(text(FixApplication([fix(edit(2..<6, "A")), fix(edit(6..<6, "B")), fix(edit(2..<2, "C"))])) == "01CAB6789")
  }

  @Test func fixThatOverlapsItselfWaits() {
    let application = FixApplication([fix(edit(0..<4, "A"), edit(2..<3, "B"))])
    #expect(application.files.isEmpty && application.waiting.count == 1)
  }

  @Test func identicalFixesAreOne() {
    let application = FixApplication([fix(edit(0..<4, "A")), fix(edit(0..<4, "A"))])
    #expect(text(application) == "A456789")
    #expect(application.applied.count == 1 && application.waiting.isEmpty)
  }

  @Test func severalFiles() {
    let application = FixApplication([
      fix(edit(0..<1, "B", in: other), edit(0..<1, "A")), fix(edit(1..<2, "C", in: other)),
    ])
    #expect(application.files.map(\.file.name) == ["b.yaml", "a.yaml"])
    #expect(text(application, 0) == "BCc")
    #expect(text(application, 1) == "A123456789")
  }

  @Test(arguments: [SourceFile.Kind.preset, .builtInDefault, .commandLine, .folderName, .data])
  func onlyFilesAreEdited(_ kind: SourceFile.Kind) {
    let pseudo = SourceFile(name: "anime", kind: kind, text: "abc")
    let application = FixApplication([fix(edit(0..<1, "A"), edit(0..<1, "B", in: pseudo))])
    #expect(application.files.isEmpty && application.applied.isEmpty)
  }

  @Test func editsPastTheEndAreIgnored() {
    #expect(FixApplication([fix(edit(5..<11, "A"))]).files.isEmpty)
  }

  @Test func applicability() {
    let fixes = [
      fix(edit(0..<1, "a"), applicability: .displayOnly), fix(edit(1..<2, "b"), applicability: .unsafe),
      fix(edit(2..<3, "c"), applicability: .safe),
    ]
    let diagnostic = Diagnostic(code, "x", fixIts: fixes)
    #expect(FixApplication(of: [diagnostic], .safe).applied == [fixes[2]])
    #expect(FixApplication(of: [diagnostic], .unsafe).applied == [fixes[1]])
    #expect(FixApplication([fixes[0]]).files.isEmpty)
  }

  @Test func bytesThatAreNotUTF8StayAsTheyAre() {
    let file = SourceFile(name: "a", bytes: [0xEF, 0xBB, 0xBF, 0xFF, 0x0D, 0x0A, 0x80])
    let application = FixApplication([fix(edit(3..<4, "é", in: file))])
    #expect(application.files[0].bytes == [0xEF, 0xBB, 0xBF, 0xC3, 0xA9, 0x0D, 0x0A, 0x80])
  }
}
