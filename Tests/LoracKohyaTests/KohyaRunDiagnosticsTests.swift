import LoracDiagnostics
import LoracKohya
import Testing

@Suite struct KohyaRunDiagnosticsTests {
  @Test func codesAreInOrderAndOfThisStage() {
    let ids = KohyaRunDiagnostics.codes.map(\.id)
    #expect(ids == ids.sorted() && Set(ids).count == ids.count)
    #expect(ids.allSatisfy { $0 >= "LR0800" && $0 <= "LR0839" })
    #expect(Set(KohyaRunDiagnostics.codes.map(\.slug)).count == ids.count)
  }

  @Test func everyPartOfEveryPageSaysSomething() {
    for code in KohyaRunDiagnostics.codes {
      let page = code.explanation
      for part in [page.meaning, page.why, page.example, page.fix] { #expect(part.count > 10, "\(code.id): '\(part)'") }
    }
  }

  @Test func missingPartsAreNamed() {
    #expect(Diagnostic.kohyaMissing(.noScriptsFolder).code.id == "LR0803")
    #expect(Diagnostic.kohyaMissing(.scriptMissing("train_network.py")).headline.contains("'train_network.py'"))
    #expect(Diagnostic.kohyaMissing(.accelerateMissing).code.id == "LR0804")
    #expect(Diagnostic.lossBroken(step: 7).headline == "the loss is no number since step 7")
    #expect(Diagnostic.lossBroken(step: 7).severity == .warning)
  }
}
