import LoracDiagnosticRendering
import LoracDiagnostics
import LoracReference
import LoracTestSupport
import Testing

@Suite struct DiagnosticCatalogueTests {
  private let repository = IndependentValidator.repository

  @Test func pageIsCommitted() {
    expectSnapshot(ExplanationRenderer.markdown(DiagnosticCatalogue.all), file: "\(repository)/docs/diagnostics.md")
  }

  @Test func pageHoldsEveryCode() {
    let lines = Set(ExplanationRenderer.markdown(DiagnosticCatalogue.all).split(separator: "\n"))
    for code in DiagnosticCatalogue.all { #expect(lines.contains("### \(code.id)"), "\(code.id)") }
  }

  @Test func idsAndSlugsAreUnique() {
    let codes = DiagnosticCatalogue.all
    #expect(Set(codes.map(\.id)).count == codes.count)
    #expect(Set(codes.map(\.slug)).count == codes.count)
  }

  @Test(arguments: DiagnosticCatalogue.all)
  func isWellFormedAndExplained(_ code: DiagnosticCode) throws {
    #expect(code.id.wholeMatch(of: try Regex("LR(?:0[1-9]|10)[0-9]{2}")) != nil)
    #expect(code.slug.wholeMatch(of: try Regex("[a-z0-9]+(-[a-z0-9]+)*")) != nil)
    let explanation = code.explanation
    for part in [explanation.meaning, explanation.why, explanation.example, explanation.fix] {
      #expect(part.split(separator: " ").count >= 1 && !part.hasPrefix(" ") && !part.hasSuffix("\n"))
    }
    for sentence in [explanation.meaning, explanation.why] {
      #expect(sentence.split(separator: " ").count >= 4, "\(sentence)")
    }
  }

  @Test func findsCodesByEitherName() {
    #expect(DiagnosticCatalogue.code("lr0203")?.slug == "unknown-key")
    #expect(DiagnosticCatalogue.code("unknown-key")?.id == "LR0203")
    #expect(DiagnosticCatalogue.code("LR9999") == nil)
  }

  /// No code is declared in Sources without being in a catalogue.
  @Test func holdsEveryDeclaredCode() throws {
    let declaration = try Regex("\"(LR(?:0[1-9]|10)[0-9]{2})\", \"[a-z0-9-]+\", \\.(error|warning|remark)")
    var declared: Set<String> = []
    for path in try swiftFiles(below: "\(repository)/Sources") {
      let source = String(decoding: try readFile(path), as: UTF8.self).replacing(try Regex("\\s+"), with: " ")
      for match in source.matches(of: declaration) { declared.insert(match.output[1].substring.map(String.init) ?? "") }
    }
    let known = Set(DiagnosticCatalogue.all.map(\.id))
    #expect(declared.subtracting(known).sorted() == [])
    #expect(known.count > 40)
  }

  private func swiftFiles(below folder: String) throws -> [String] {
    try namesInFolder(folder).flatMap { name -> [String] in
      if name.hasSuffix(".swift") { return ["\(folder)/\(name)"] }
      return name.contains(".") ? [] : try swiftFiles(below: "\(folder)/\(name)")
    }
  }
}
