import LoracDiagnostics
import LoracTestSupport
import Testing

/// Recipes and what lorac says about them; adding a test is adding a file.
@Suite struct GoldenTests {
  @Test(arguments: Fixture.all(in: "invalid"))
  func invalid(_ fixture: Fixture) throws {
    let diagnostics = fixture.diagnostics(of: try fixture.bytes())
    let code = fixture.folder.split(separator: "/").last.map(String.init)
    #expect(diagnostics.contains { $0.code.id == code }, "\(code ?? "the code") is not reported")
    fixture.rendered(diagnostics).expectStored(fixture.stem)
  }

  /// What `lorac check --fix` would leave behind is committed; the code is gone from it, and no error is new.
  @Test(arguments: Fixture.all(in: "invalid"))
  func safeFixes(_ fixture: Fixture) throws {
    let bytes = try fixture.bytes()
    let diagnostics = fixture.diagnostics(of: bytes)
    let fixed = try #require(try Self.fixed(fixture, bytes, .safe))
    let path = "\(fixture.stem).fixed.yaml"
    guard fixed != bytes else {
      #expect((try? readFile(path)) == nil, "\(path) is left over: there is no safe fix")
      return
    }
    expectSnapshot(String(decoding: fixed, as: UTF8.self), file: path)
    Self.expectImproved(fixture, from: diagnostics, fixed, .safe)
  }

  /// Fixes that may change the meaning must still remove their problem.
  @Test(arguments: Fixture.all(in: "invalid"))
  func unsafeFixes(_ fixture: Fixture) throws {
    let bytes = try fixture.bytes()
    let diagnostics = fixture.diagnostics(of: bytes)
    let fixed = try #require(try Self.fixed(fixture, bytes, .unsafe))
    if fixed != bytes { Self.expectImproved(fixture, from: diagnostics, fixed, .unsafe) }
  }

  @Test(arguments: Fixture.all(in: "valid"))
  func valid(_ fixture: Fixture) throws {
    let diagnostics = fixture.diagnostics(of: try fixture.bytes())
    #expect(diagnostics.isEmpty, "\(fixture.rendered(diagnostics).forPeople)")
  }

  /// The recipe after all fixes, applied again and again until none is left, as `lorac check --fix` does.
  private static func fixed(
    _ fixture: Fixture, _ bytes: [UInt8], _ applicability: FixIt.Applicability
  ) throws -> [UInt8]? {
    var bytes = bytes
    for _ in 0..<8 {
      let application = FixApplication(of: fixture.diagnostics(of: bytes), applicability)
      guard let changed = application.files.first(where: { $0.file.name == "\(fixture.stem).yaml" }) else {
        return bytes
      }
      bytes = changed.bytes
    }
    Issue.record("fixes do not come to an end")
    return nil
  }

  /// Requires that every fixed code occurs less often, and that no code of an error is new.
  private static func expectImproved(
    _ fixture: Fixture, from before: [Diagnostic], _ bytes: [UInt8], _ applicability: FixIt.Applicability
  ) {
    let after = fixture.diagnostics(of: bytes)
    for diagnostic in before where FixApplication.fixIt(of: diagnostic, applicability) != nil {
      let left = after.count { $0.code == diagnostic.code && FixApplication.fixIt(of: $0, applicability) != nil }
      #expect(left == 0, "\(diagnostic.code.id) is still there:\n\(fixture.rendered(after).forPeople)")
    }
    let codes = Set(before.map(\.code))
    let new = after.filter { $0.severity == .error && !codes.contains($0.code) }
    #expect(new.isEmpty, "new errors:\n\(fixture.rendered(new).forPeople)")
  }
}
