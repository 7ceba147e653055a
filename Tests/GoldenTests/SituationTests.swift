import LoracDiagnostics
import Testing

/// What lorac says where more than a recipe is needed to make it say so.
@Suite struct SituationTests {
  @Test(arguments: Situation.all) func isReported(_ situation: Situation) throws {
    let place = try Workplace()
    let diagnostics = try situation.diagnostics(place)
    #expect(diagnostics.contains { $0.code.id == situation.code }, "\(diagnostics.map(\.headline))")
    #expect(Set(diagnostics.map(\.code.id)) == [situation.code], "nothing else is shown")
    RenderedDiagnostics(diagnostics, without: ["\(place.path)/"]).expectStored(situation.stem)
  }
}
