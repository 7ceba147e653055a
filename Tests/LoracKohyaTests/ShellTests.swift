import LoracKohya
import Testing

@Suite struct ShellTests {
  @Test func plainWordsStayBare() throws {
    for shell in Shell.allCases {
      #expect(try shell.quote("--network_dim=128") == "--network_dim=128")
      #expect(try shell.quote("accelerate") == "accelerate")
    }
    #expect(try Shell.bash.quote("") == "''")
    #expect(try Shell.cmd.quote("") == "\"\"")
  }

  @Test func quotedForms() throws {
    #expect(try Shell.bash.quote("it's $HOME") == #"'it'\''s $HOME'"#)
    #expect(try Shell.bash.quote("a\n!\u{1B}7") == #"$'a\n\041\0337'"#)
    #expect(try Shell.bash.quote(bytes: [0x61, 0xFF]) == #"$'a\377'"#)
    #expect(try Shell.powershell.quote("it's $x") == "'it''s $x'")
    #expect(try Shell.powershell.quote("a\t`$") == "\"a$([char]9)```$\"")
    #expect(try Shell.cmd.quote(#"C:\my models\"#) == #""C:\my models\\""#)
    #expect(try Shell.cmd.quote("a&b") == "\"a&b\"")
  }

  @Test func whatAShellCannotTakeIsRefused() {
    func reason(_ shell: Shell, _ bytes: [UInt8]) -> QuotingProblem.Reason? {
      do {
        _ = try shell.quote(bytes: bytes)
        return nil
      } catch { return error.reason }
    }
    for shell in Shell.allCases { #expect(reason(shell, [0x61, 0]) == .nul) }
    #expect(reason(.cmd, Array("100%".utf8)) == .percent)
    #expect(reason(.cmd, Array("a\nb".utf8)) == .controlCharacter)
    #expect(reason(.cmd, Array("a\"b".utf8)) == .doubleQuote)
    #expect(reason(.powershell, Array("a\"b".utf8)) == .doubleQuote)
    #expect(reason(.powershell, Array("a b\\".utf8)) == .spaceAndTrailingBackslash)
    #expect(reason(.powershell, []) == .empty)
    #expect(reason(.powershell, [0xFF]) == .notUTF8)
    #expect(reason(.cmd, [0xFF]) == .notUTF8)
  }

  @Test func commandsAreLaidOut() throws {
    let groups = [["accelerate", "launch"], ["train network.py"], ["--optimizer_args", "a=1", "b c"]]
    #expect(
      try Shell.bash.command(groups, .continued)
        == "accelerate launch \\\n  'train network.py' \\\n  --optimizer_args 'a=1' 'b c'")
    #expect(
      try Shell.cmd.command(groups, .continued)
        == "accelerate launch ^\n  \"train network.py\" ^\n  --optimizer_args \"a=1\" \"b c\"")
    #expect(
      try Shell.powershell.command([["C:/x/accelerate.exe", "launch"], ["a"]], .continued)
        == "& 'C:/x/accelerate.exe' launch `\n  a")
    #expect(throws: QuotingProblem.self) {
      try Shell.cmd.command([["a", String(repeating: "x", count: 9000)]], .oneLine)
    }
  }

  /// bash itself must hand every random word, and every random sequence of bytes, over unchanged.
  @Test(arguments: [CommandLayout.oneLine, .continued]) func bashReadsItBack(_ layout: CommandLayout) throws {
    var random = NastyText(seed: 1)
    let words = (0..<4000).map { _ in random.text(upTo: 8) }
    let command = try Shell.bash.command([["printf", "%s\\0"]] + words.map { [$0] }, layout)
    let expected: [UInt8] = words.flatMap { Array($0.utf8) + [0] }
    #expect(try #require(try output(of: "bash", running: Array((command + "\n").utf8))) == expected)
  }

  @Test func bashReadsAnyBytesBack() throws {
    var random = NastyText(seed: 2)
    let words = (0..<4000).map { _ in random.bytes() }
    let quoted = try words.map { try Shell.bash.quote(bytes: $0) }.joined(separator: " ")
    let script = Array("printf '%s\\0' \(quoted)\n".utf8)
    let expected: [UInt8] = words.flatMap { $0 + [0] }
    #expect(try #require(try output(of: "bash", running: script)) == expected)
  }

  /// A plain POSIX shell takes everything but words with control characters, which need bash's `$'…'`.
  @Test func posixShellReadsItBack() throws {
    var random = NastyText(seed: 3)
    let words = (0..<6000).map { _ in random.text(upTo: 8) }
    let quoted = try words.map { try Shell.bash.quote($0) }
    let kept = zip(words, quoted).filter { !$0.1.hasPrefix("$'") }
    #expect(kept.count > 1000)
    let script = Array("printf '%s\\0' \(kept.map(\.1).joined(separator: " "))\n".utf8)
    guard let read = try output(of: "dash", running: script) else { return }
    let expected: [UInt8] = kept.flatMap { Array($0.0.utf8) + [0] }
    #expect(read == expected)
  }
}
