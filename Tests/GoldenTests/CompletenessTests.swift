import LoracDiagnostics
import LoracReference
import LoracTestSupport
import Testing

/// Nothing is missing among the fixtures, and nothing is left over.
@Suite struct CompletenessTests {
  private static let shown = Set(Fixture.all(in: "invalid").map { String($0.folder.dropFirst("invalid/".count)) })

  /// A fixture where a recipe can bring it about, otherwise a situation.
  @Test(arguments: DiagnosticCatalogue.all.map(\.id)) func everyCodeIsShown(_ id: String) {
    #expect(
      Self.shown.contains(id) || Situation.all.contains { $0.code == id }, "no Fixtures/invalid/\(id) and no situation")
  }

  @Test func everyFolderIsACode() throws {
    let ids = Set(DiagnosticCatalogue.all.map(\.id))
    for folder in try namesInFolder("\(Fixture.root)/invalid") {
      #expect(ids.contains(folder), "Fixtures/invalid/\(folder) names no code")
    }
  }

  @Test func everyFileBelongsToAFixture() throws {
    for folder in try namesInFolder("\(Fixture.root)/invalid") {
      let names = try namesInFolder("\(Fixture.root)/invalid/\(folder)")
      for name in names where !name.hasPrefix("_") {
        let stem = name.prefix { $0 != "." }
        #expect(names.contains("\(stem).yaml"), "Fixtures/invalid/\(folder)/\(name) has no recipe")
      }
    }
  }

  @Test func everyStoredTextBelongsToASituation() throws {
    let stems = Situation.all.map(\.stem)
    #expect(Set(stems).count == stems.count)
    let files = try namesInFolder(Situation.folder).map { "\(Situation.folder)/\($0)" }
    #expect(files == stems.flatMap { ["\($0).diag", "\($0).formats"] }.sorted())
  }
}
