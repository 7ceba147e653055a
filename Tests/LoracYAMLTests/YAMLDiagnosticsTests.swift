import LoracDiagnostics
import LoracYAML
import Testing

@Suite struct YAMLDiagnosticsTests {
  @Test func codesAreNumberedInOrderWithoutGaps() {
    let ids = YAMLDiagnostics.codes.map(\.id)
    #expect(ids == (1...ids.count).map { "LR01" + ($0 < 10 ? "0" : "") + "\($0)" })
    #expect(Set(YAMLDiagnostics.codes.map(\.slug)).count == ids.count)
  }

  @Test func everyCodeHasACase() {
    let tested = (SyntaxDiagnosisTests.texts + CompositionTests.texts).flatMap { $0.expected.map(\.code) }
    // Codes whose cases are no texts, or too long for one; see CompositionTests.
    let others = ["LR0101", "LR0103", "LR0113", "LR0114"]
    #expect(Set(tested + others) == Set(YAMLDiagnostics.codes.map(\.id)))
  }
}
