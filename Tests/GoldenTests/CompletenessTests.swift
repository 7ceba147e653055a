import LoracDiagnostics
import LoracTestSupport
import Testing

/// Nothing is missing among the fixtures, and nothing is left over.
@Suite struct CompletenessTests {
  /// Too large to be committed, see `aHugeFileIsRefused`; and a file that only another user may read.
  private static let impossible: Set<String> = ["LR0103", "LR0546"]

  @Test(arguments: Catalogue.all.map(\.id).filter { !impossible.contains($0) })
  func everyCodeHasAFixture(_ id: String) {
    #expect(Fixture.all(in: "invalid").contains { $0.folder == "invalid/\(id)" }, "no Fixtures/invalid/\(id)")
  }

  @Test func aHugeFileIsRefused() {
    let fixture = Fixture(folder: "invalid/LR0103", name: "huge.yaml")
    let diagnostics = fixture.diagnostics(of: Array(repeating: UInt8(ascii: "a"), count: 5 << 20))
    #expect(diagnostics.map(\.code.id) == ["LR0103"])
  }

  @Test func everyFolderIsACode() throws {
    let ids = Set(Catalogue.all.map(\.id))
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

  @Test func idsAndSlugsAreUnique() {
    let codes = Catalogue.all
    #expect(Set(codes.map(\.id)).count == codes.count)
    #expect(Set(codes.map(\.slug)).count == codes.count)
  }
}
