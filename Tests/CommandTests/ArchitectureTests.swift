import LoracTestSupport
import Testing

/// What docs/architecture.md says about the targets.
@Suite struct ArchitectureTests {
  /// A target of the package, and the text of its declaration.
  private static func targets() throws -> [(name: String, declaration: String)] {
    let manifest = String(decoding: try readFile("\(Session.repository)/Package.swift"), as: UTF8.self)
    let kinds = /\.(?:systemLibrary|target|executableTarget)\(\s*name: "(\w+)"/
    let starts = manifest.matches(of: kinds)
    return zip(starts, starts.dropFirst().map(\.range.lowerBound) + [manifest.endIndex]).map { start, end in
      (String(start.output.1), String(manifest[start.range.lowerBound..<end]))
    }
  }

  @Test func describesEachTarget() throws {
    let page = String(decoding: try readFile("\(Session.repository)/docs/architecture.md"), as: UTF8.self)
    let described = page.matches(of: /\*\*(C?Lorac\w+|C[A-Z]\w+|lorac)\*\*/).map { String($0.output.1) }
    let names = try Self.targets().map(\.name)
    #expect(names.count > 15)
    #expect(Set(names) == Set(described))
    #expect(described.count == Set(described).count, "a target is described twice")
  }

  @Test(arguments: ["LoracDiagnostics", "LoracArchitectures", "LoracPlan"]) func importsNothing(_ name: String) throws {
    let target = try #require(try Self.targets().first { $0.name == name })
    #expect(!target.declaration.prefix { $0 != ")" }.contains("dependencies"))
  }

  @Test func onlyTheCommandLinePrintsExitsAndReadsTheEnvironment() throws {
    let acts = /\b(?:print|exit|_exit|abort|getenv|setenv|fatalError|fputs|puts)\(|\btry!|\bimport Foundation/
    let folders = try namesInFolder("\(Session.repository)/Sources").filter { $0 != "lorac" }
    let files = try folders.flatMap { try Self.swiftFiles("\(Session.repository)/Sources/\($0)") }
    #expect(files.count > 100)
    for file in files {
      let lines = String(decoding: try readFile(file), as: UTF8.self).split(separator: "\n")
      for line in lines where !line.drop(while: { $0 == " " }).hasPrefix("//") {
        #expect(line.firstMatch(of: acts) == nil, "\(file): \(line)")
      }
    }
  }

  private static func swiftFiles(_ folder: String) throws -> [String] {
    try namesInFolder(folder).flatMap { name -> [String] in
      let path = "\(folder)/\(name)"
      if name.hasSuffix(".swift") { return [path] }
      return name.contains(".") ? [] : try swiftFiles(path)
    }
  }
}
