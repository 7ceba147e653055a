import LoracTestSupport
import Testing

/// What holds for the whole program.
@Suite struct ProgramTests {
  @Test func helpAndVersion() throws {
    let session = try Session()
    try session.lorac()
    try session.lorac("--help")
    try session.lorac("--version")
    try session.lorac("help", "check")
    session.expectSnapshot("program/help.txt")
  }

  @Test(arguments: [
    "init", "check", "plan", "diff", "inspect", "tags", "prepare", "lr-find", "emit", "run", "sample", "test", "advise",
    "runs", "report", "watch", "compare", "doctor", "explain", "preset", "schema", "completions",
  ])
  func helpOfEachCommand(_ command: String) throws {
    let session = try Session()
    let outcome = try session.lorac(command, "--help")
    #expect(outcome.status == 0)
    session.expectSnapshot("program/help-\(command).txt")
  }

  @Test func unknownCommands() throws {
    let session = try Session()
    for arguments in [["chekc"], ["--chekc"], ["train"], ["recipe.yaml"], [""], ["preset", "lsit"]] {
      let outcome = try session.lorac(arguments)
      #expect(outcome.status == 2, "\(arguments)")
      #expect(outcome.output.isEmpty, "\(arguments)")
    }
    session.expectSnapshot("program/unknown.txt")
  }

  /// A reader that has enough is no failure, and a full disk is one.
  @Test func readersAndDisks() throws {
    let session = try CheckCommandTests.session()
    let closed = try session.shell("set -o pipefail; lorac preset show anime | true; echo ${PIPESTATUS[1]}")
    #expect(closed.errors.isEmpty)
    let head = try session.shell("lorac completions bash | head -n 1")
    #expect(head.errors.isEmpty)
    let full = try session.shell("lorac preset show anime > /dev/full")
    #expect(full.status != 0)
    #expect(full.errors.contains("No space left on device"))
  }

  @Test func colours() throws {
    let session = try CheckCommandTests.session("lorac: 1\n")
    let escape = "\u{1B}["
    let problems = ["check", "--format", "terminal"]
    #expect(!(try session.lorac(problems).output.contains(escape)), "a file is no terminal")
    #expect(try session.lorac(problems + ["--color", "always"]).output.contains(escape))
    #expect(try session.onTerminal(problems).contains(escape))
    #expect(!(try session.onTerminal(problems + ["--color", "never"]).contains(escape)))
    session.environment = ["NO_COLOR": "1"]
    #expect(!(try session.onTerminal(problems).contains(escape)))
    #expect(try session.lorac(problems + ["--color", "always"]).output.contains(escape), "what is asked for wins")
    session.environment = ["NO_COLOR": ""]
    #expect(try session.onTerminal(problems).contains(escape), "an empty NO_COLOR counts as unset")
    session.environment = ["TERM": "dumb"]
    #expect(!(try session.onTerminal(problems).contains(escape)))
  }

  @Test func presets() throws {
    let session = try Session()
    try session.lorac("preset")
    try session.lorac("preset", "list")
    try session.lorac("preset", "show", "lr-probe")
    try session.lorac("preset", "show", "anmie")
    try session.lorac("preset", "show")
    session.expectSnapshot("program/preset.txt")
  }

  @Test(arguments: ["anime", "realistic", "lr-probe", "sdxl-anime", "sdxl-realistic"])
  func presetsAreTheFilesOfTheRepository(_ name: String) throws {
    let shown = try Session().lorac("preset", "show", name).output
    #expect(Array(shown.utf8) == (try readFile("\(Session.repository)/presets/\(name).yaml")))
  }

  @Test(arguments: ["bash", "zsh", "fish"]) func completions(_ shell: String) throws {
    let session = try Session()
    let script = try session.lorac("completions", shell)
    #expect(script.status == 0)
    #expect(script.output.contains("lorac"))
    #expect(script.output.contains("preset"))
    if shell == "bash" { #expect(try session.shell("lorac completions bash > script; bash -n script").status == 0) }
  }

  @Test func completionsOfUnknownShells() throws {
    let session = try Session()
    try session.lorac("completions", "tcsh")
    try session.lorac("completions")
    session.expectSnapshot("program/completions.txt")
  }
}
