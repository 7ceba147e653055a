import LoracDiagnostics
import LoracTestSupport
import Testing

@Suite struct SuppressionTests {
  private static let none = Explanation(meaning: "", why: "", example: "", fix: "")
  private static let error = DiagnosticCode("LR0201", "unknown-key", .error, none)
  private static let warning = DiagnosticCode("LR0401", "alpha-above-rank", .warning, none)
  private static let remark = DiagnosticCode("LR0501", "lying-portrait", .remark, none)
  private static let catalogue = [error, warning, remark]

  /// Reports `code` for each line that contains `!`, as the stages would, and applies the comments.
  private func check(
    _ text: String, _ code: DiagnosticCode = warning, isChecked: Bool = true
  ) -> (list: DiagnosticList, marked: MarkedText) {
    let marked = MarkedText(text)
    let file = SourceFile(name: "a.yaml", text: marked.text)
    var list = DiagnosticList()
    for (offset, byte) in file.bytes.enumerated() where byte == UInt8(ascii: "!") {
      list.append(Diagnostic(code, "found", at: Label(SourceRange(file: file, bytes: offset..<offset + 1))))
    }
    Suppression.apply(to: &list, of: file, catalogue: Self.catalogue) { _ in isChecked }
    return (list, marked)
  }

  @Test(arguments: [
    "a: ! # lorac: allow LR0401 why", "a: ! # lorac: allow alpha-above-rank why", "# lorac: allow LR0401 why\na: !",
    "# lorac: allow LR0401 why\n# lorac: allow LR0401 again\na: !",
  ])
  func silencesWarnings(_ text: String) {
    #expect(check(text).list.isEmpty)
  }

  @Test func silencesRemarks() {
    #expect(check("a: ! # lorac: allow lying-portrait why", Self.remark).list.isEmpty)
  }

  @Test func otherLinesStay() {
    let (list, marked) = check("a: 1️⃣!2️⃣\nb: ! # lorac: allow LR0401 why\nc: 3️⃣!4️⃣")
    assertDiagnostics(list, [.init("LR0401", "1️⃣2️⃣"), .init("LR0401", "3️⃣4️⃣")], in: marked)
  }

  @Test func otherFilesStay() {
    let file = SourceFile(name: "a.yaml", text: "a: 1 # lorac: allow LR0401 why")
    let other = SourceFile(name: "b.yaml", text: "a: 1")
    var list = DiagnosticList()
    list.append(Diagnostic(Self.warning, "found", at: Label(other.wholeRange)))
    list.append(Diagnostic(Self.warning, "without place"))
    Suppression.apply(to: &list, of: file, catalogue: Self.catalogue)
    #expect(list.sorted.map(\.code.id) == ["LR0401", "LR0392", "LR0401"])
  }

  @Test func errorsStayAndSaySo() throws {
    let (list, marked) = check("a: 1️⃣!2️⃣ # lorac: allow LR0201 why", Self.error)
    assertDiagnostics(list, [.init("LR0201", "1️⃣2️⃣", "found")], in: marked)
    let note = try #require(list.sorted.first?.notes.first)
    #expect(note.text == "errors cannot be silenced; the comment on line 1 has no effect")
  }

  @Test func unknownCode() {
    let (list, marked) = check("a: 1️⃣!2️⃣ # lorac: allow 3️⃣alpha-above-ranks4️⃣ why")
    assertDiagnostics(
      list,
      [
        .init("LR0401", "1️⃣2️⃣"),
        .init("LR0390", "3️⃣4️⃣", "no diagnostic is called 'alpha-above-ranks'"),
      ], in: marked)
    #expect(list.sorted[1].primary?.text == "did you mean 'alpha-above-rank'?")
  }

  @Test func missingReason() {
    let (list, marked) = check("a: ! 1️⃣# lorac: allow LR04012️⃣  ")
    assertDiagnostics(list, [.init("LR0391", "1️⃣2️⃣")], in: marked)
  }

  @Test func unused() {
    let text = "a: 1 # lorac: allow 1️⃣LR04012️⃣, 3️⃣LR02014️⃣ why"
    let (list, marked) = check(text)
    assertDiagnostics(
      list,
      [
        .init("LR0392", "1️⃣2️⃣", "LR0401 is allowed here but is not reported"),
        .init("LR0392", "3️⃣4️⃣"),
      ], in: marked)
    #expect(check(text, isChecked: false).list.isEmpty)
  }

  @Test(arguments: ["ignore", "alow", "disable", "Allow"])
  func anotherWord(_ verb: String) {
    let (list, marked) = check("a: 1 # lorac: 1️⃣\(verb)2️⃣ LR0401 why")
    assertDiagnostics(list, [.init("LR0393", "1️⃣2️⃣")], in: marked)
  }

  @Test func keyThatIsCommentedOut() {
    #expect(check("# lorac: 1\na: 1").list.isEmpty)
  }

  @Test func nothingIsAllowed() {
    let (list, marked) = check("a: 1 1️⃣# lorac: allow2️⃣")
    assertDiagnostics(list, [.init("LR0393", "1️⃣2️⃣")], in: marked)
  }

  @Test(arguments: [
    "a: 1 # lorac: allow alpha-above-ranks why\nb: 2", "a: ! # lorac: allow lr0401 why",
    "a: ! # lorac: ignore LR0401 why",
    "# lorac: allow LR0401 why\n\na: 1", "a: 1 # lorac: allow LR0401 why",
  ])
  func fixesRemoveTheProblem(_ text: String) throws {
    try expectFixesRemoveProblems(text, .unsafe, codes: ["LR0390", "LR0392", "LR0393"]) { check($0).list }
  }

  @Test func catalogueIsInOrder() {
    let ids = SuppressionDiagnostics.codes.map(\.id)
    #expect(ids == ids.sorted() && Set(ids).count == ids.count)
    #expect(ids.allSatisfy { $0.hasPrefix("LR039") })
  }
}
