import LoracTestSupport
import Testing

/// The recipes of `examples/golden` against the command lines that kohya_ss printed in 2023.
@Suite struct GoldenCommandTests {
  @Test(arguments: ["parameter-search", "training"]) func givesEachArgument(_ name: String) throws {
    let session = try Session()
    for recipe in ["parameter-search", "training"] { try session.copy("examples/golden/\(recipe).yaml") }
    let printed = "\(Session.repository)/Tests/CommandTests/Fixtures/\(name).txt"
    let expected = try words("cat '\(printed)'", session)
    let emitted = try words("lorac emit examples/golden/\(name).yaml", session)
    #expect(Set(emitted) == Set(expected))
    #expect(emitted.count == expected.count)
    #expect(expected.count == 31)
    // accelerate's own arguments and the script come before those of the script.
    #expect(Array(emitted.prefix(4)) == Array(expected.prefix(4)))
  }

  @Test func saysTheSameToMachines() throws {
    let session = try Session()
    try session.copy("examples/golden/parameter-search.yaml")
    let list = try session.lorac("emit", "examples/golden/parameter-search.yaml", "--format", "argv").output
    let expected = try words("lorac emit examples/golden/parameter-search.yaml", session)
    let script = "import json, sys; print(*json.load(sys.stdin), sep='\\n')"
    let parsed = try session.shell(
      "lorac emit examples/golden/parameter-search.yaml --format argv 2>/dev/null | /usr/bin/python3 -c \"\(script)\"")
    #expect(list.hasPrefix("["))
    #expect(parsed.output.split(separator: "\n").map(String.init) == expected)
  }

  /// The words that bash makes of the command line that `command` prints.
  private func words(_ command: String, _ session: Session) throws -> [String] {
    let outcome = try session.shell(
      "set -e; line=\"$(\(command) 2>/dev/null)\"; eval \"words=($line)\"; printf '%s\\n' \"${words[@]}\"")
    #expect(outcome.status == 0, "\(outcome.errors)")
    return outcome.output.split(separator: "\n").map(String.init)
  }
}
