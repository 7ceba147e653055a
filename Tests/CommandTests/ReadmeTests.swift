import LoracTestSupport
import Testing

/// What README.md shows and names.
@Suite struct ReadmeTests {
  private static let path = "\(Session.repository)/README.md"

  /// The page with the recipe as it is, and what each `$ lorac …` line prints now; `LORAC_UPDATE=1` rewrites it.
  @Test func blocksAreTrue() throws {
    let session = try Session()
    let folder = "examples/quickstart"
    try session.copyFolder(folder)
    let page = String(decoding: try readFile(Self.path), as: UTF8.self)
    var printed = page
    var count = 0
    let recipe = String(decoding: try readFile("\(session.folder)/\(folder)/recipe.yaml"), as: UTF8.self)
    let shown = try #require(page.firstMatch(of: /```yaml\n(?:.|\n)*?```\n/))
    printed = printed.replacing(shown.output, with: "```yaml\n\(recipe)```\n")
    for block in page.matches(of: /```console\n\$ (lorac [^\n]+)\n(?:.|\n)*?```\n/) {
      let command = String(block.output.1)
      let outcome = try session.shell("\(command) 2>/dev/null")
      #expect(outcome.status == 0, "\(command)")
      printed = printed.replacing(block.output.0, with: "```console\n$ \(command)\n\(outcome.output)```\n")
      count += 1
    }
    #expect(count == 4)
    expectSnapshot(printed, file: Self.path)
  }

  @Test(arguments: ["README.md", "docs/architecture.md"]) func linksLeadSomewhere(_ name: String) throws {
    let page = String(decoding: try readFile("\(Session.repository)/\(name)"), as: UTF8.self)
    let targets = page.matches(of: /\]\((?!https?:)([^)]+)\)/).map { String($0.output.1) }
    let folder = name.split(separator: "/").dropLast().joined(separator: "/")
    for target in targets {
      let path = "\(Session.repository)/\(folder)/\(target)"
      #expect((try? readFile(path)) != nil || (try? namesInFolder(path)) != nil, "\(target)")
    }
  }

  @Test func namesEachCommandAndDependency() throws {
    let page = String(decoding: try readFile(Self.path), as: UTF8.self)
    for command in [
      "init", "check", "plan", "diff", "inspect", "tags", "prepare", "emit", "run", "doctor", "explain", "preset",
      "completions", "lr-find", "sample", "test", "advise", "runs", "report", "watch", "compare",
    ] {
      #expect(page.contains("lorac \(command)"), "\(command)")
    }
    let manifest = String(decoding: try readFile("\(Session.repository)/Package.swift"), as: UTF8.self)
    for package in manifest.matches(of: /\.package\(url: "([^"]+)"/) {
      #expect(page.contains(String(package.output.1)), "\(package.output.1)")
    }
  }
}
