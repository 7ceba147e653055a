import LoracKohya
import Testing

/// Readers of PowerShell and cmd.exe words and of the C runtime's command line, written from their documented rules
/// and sharing nothing with the code that quotes; there is no Windows in the tests.
@Suite struct WindowsShellTests {
  @Test func powerShellReadsItBack() throws {
    var random = NastyText(seed: 7)
    var count = 0
    for _ in 0..<6000 {
      let word = random.text(upTo: 8)
      guard let quoted = try? Shell.powershell.quote(word) else { continue }
      count += 1
      let read = try #require(PowerShellReader.word(quoted), "\(quoted)")
      #expect(read == word)
      // Versions up to 7.2 only wrap a word that holds white space; nothing may be left to escape.
      let hasSpace = read.unicodeScalars.contains(where: \.properties.isWhitespace)
      let line = hasSpace ? "\"\(read)\"" : read
      #expect(CommandLineReader.words(line) == [word])
    }
    #expect(count > 2000)
  }

  @Test func cmdReadsItBack() throws {
    var random = NastyText(seed: 8)
    var count = 0
    for _ in 0..<20_000 {
      let word = random.text(upTo: 8)
      guard let quoted = try? Shell.cmd.quote(word) else { continue }
      count += 1
      let line = try #require(CmdReader.line("x \(quoted) y"), "\(quoted)")
      #expect(CommandLineReader.words(line) == ["x", word, "y"])
    }
    #expect(count > 1000)
  }
}

/// Reads one PowerShell argument: bare, `'…'` or `"…"` with backtick escapes and `$([char]N)`.
private enum PowerShellReader {
  static func word(_ text: String) -> String? {
    var rest = Array(text.unicodeScalars)[...]
    let single: Set<Unicode.Scalar> = ["'", "\u{2018}", "\u{2019}", "\u{201A}", "\u{201B}"]
    let double: Set<Unicode.Scalar> = ["\"", "\u{201C}", "\u{201D}", "\u{201E}"]
    guard let first = rest.first else { return nil }
    if single.contains(first) {
      rest.removeFirst()
      return literal(&rest, single)
    }
    if double.contains(first) {
      rest.removeFirst()
      return expandable(&rest, double)
    }
    let special = Set(" \t\n\r'\"`$(){}[];,|&<>@#.:*?~!%^\\".unicodeScalars).union(single).union(double)
    return rest.contains(where: { special.contains($0) || $0.value > 126 }) ? nil : text
  }

  private static func literal(_ rest: inout ArraySlice<Unicode.Scalar>, _ quotes: Set<Unicode.Scalar>) -> String? {
    var word = String.UnicodeScalarView()
    while let scalar = rest.popFirst() {
      guard quotes.contains(scalar) else {
        word.append(scalar)
        continue
      }
      guard let next = rest.first else { return String(word) }
      guard quotes.contains(next) else { return nil }
      rest.removeFirst()
      word.append(next)
    }
    return nil
  }

  private static func expandable(_ rest: inout ArraySlice<Unicode.Scalar>, _ quotes: Set<Unicode.Scalar>) -> String? {
    var word = String.UnicodeScalarView()
    while let scalar = rest.popFirst() {
      if quotes.contains(scalar) { return rest.isEmpty ? String(word) : nil }
      if scalar == "`" {
        guard let next = rest.popFirst(), !"0abefnrtuv".unicodeScalars.contains(next) else { return nil }
        word.append(next)
      } else if scalar == "$" {
        guard rest.starts(with: "([char]".unicodeScalars), let end = rest.firstIndex(of: ")") else { return nil }
        let digits = String(String.UnicodeScalarView(rest[rest.index(rest.startIndex, offsetBy: 7)..<end]))
        guard let value = UInt32(digits), let character = Unicode.Scalar(value) else { return nil }
        word.append(character)
        rest = rest[(end + 1)...]
      } else {
        word.append(scalar)
      }
    }
    return nil
  }
}

/// What cmd.exe hands to a program: carets escape and operators end the command only outside double quotes; `%` expands anywhere.
private enum CmdReader {
  static func line(_ text: String) -> String? {
    var result = String.UnicodeScalarView()
    var isQuoted = false
    for scalar in text.unicodeScalars {
      if scalar == "%" || scalar == "\n" || scalar == "\r" { return nil }
      if scalar == "\"" { isQuoted.toggle() }
      if !isQuoted, "&|<>()^".unicodeScalars.contains(scalar) { return nil }
      result.append(scalar)
    }
    return isQuoted ? nil : String(result)
  }
}

/// The C runtime's rules: backslashes count only before a double quote; a quote toggles; two in a quoted part make one.
private enum CommandLineReader {
  static func words(_ line: String) -> [String] {
    var words: [String] = []
    var word: String.UnicodeScalarView?
    var isQuoted = false
    var backslashes = 0
    let scalars = Array(line.unicodeScalars)
    var index = 0
    while index < scalars.count {
      let scalar = scalars[index]
      index += 1
      if scalar == "\\" {
        backslashes += 1
        continue
      }
      if scalar == "\"" {
        word = (word ?? .init()) + Array(repeating: "\\", count: backslashes / 2)
        if backslashes % 2 == 1 {
          word?.append("\"")
        } else if isQuoted, index < scalars.count, scalars[index] == "\"" {
          word?.append("\"")
          index += 1
        } else {
          isQuoted.toggle()
        }
        backslashes = 0
        continue
      }
      if backslashes > 0 { word = (word ?? .init()) + Array(repeating: "\\", count: backslashes) }
      backslashes = 0
      if scalar == " " || scalar == "\t", !isQuoted {
        if let finished = word { words.append(String(finished)) }
        word = nil
      } else {
        word = word ?? .init()
        word?.append(scalar)
      }
    }
    if backslashes > 0 { word = (word ?? .init()) + Array(repeating: "\\", count: backslashes) }
    if let finished = word { words.append(String(finished)) }
    return words
  }
}
