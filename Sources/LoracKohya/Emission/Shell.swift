/// A shell that commands are written for.
package enum Shell: String, Sendable, Hashable, CaseIterable {
  /// bash, and any POSIX shell as long as no control character must be quoted.
  case bash
  /// Windows PowerShell 5.1 and PowerShell 7.
  case powershell
  /// cmd.exe, typed or in a batch file, with delayed expansion off as it is by default.
  case cmd
}

/// How a command is laid out.
package enum CommandLayout: Sendable, Hashable {
  /// On one line.
  case oneLine
  /// One argument a line, with the shell's line continuation.
  case continued
}

/// A word that a shell cannot take unchanged; nothing is ever changed in silence.
package struct QuotingProblem: Error, Sendable, Hashable {
  /// Why a word cannot be written.
  package enum Reason: Sendable, Hashable {
    /// No program argument can hold a NUL character.
    case nul
    /// cmd.exe ends a command at a line break and has no way to write other control characters.
    case controlCharacter
    /// cmd.exe expands `%` differently when typed and in a batch file, so that no form is right in both.
    case percent
    /// Windows PowerShell 5.1 and 7.3 hand a double quote over differently; a batch-file shim reads it again.
    case doubleQuote
    /// Windows PowerShell 5.1 wraps the word in quotes, and the backslash then escapes the closing one.
    case spaceAndTrailingBackslash
    /// Windows PowerShell 5.1 drops empty arguments.
    case empty
    /// The bytes are not UTF-8, and the shell reads text.
    case notUTF8
    /// The whole command is longer than the shell or Windows takes.
    case tooLong(limit: Int)
  }

  /// The shell.
  package let shell: Shell
  /// The word, invalid UTF-8 replaced; the whole command if it is too long.
  package let word: String
  /// Why it cannot be written.
  package let reason: Reason

  /// The reason as a phrase for a diagnostic.
  package var explanation: String {
    switch reason {
    case .nul: "no program argument can hold a NUL character"
    case .controlCharacter: "cmd.exe cannot hold line breaks or control characters in an argument"
    case .percent: "cmd.exe reads '%' differently when typed and in a batch file"
    case .doubleQuote: "versions of the shell hand a double quote to programs differently"
    case .spaceAndTrailingBackslash: "Windows PowerShell breaks a word that holds a space and ends in a backslash"
    case .empty: "Windows PowerShell drops empty arguments"
    case .notUTF8: "the bytes are not UTF-8"
    case .tooLong(let limit): "the command is longer than the \(limit) characters that fit"
    }
  }
}

extension Shell {
  /// One word so quoted that the shell hands it to a program unchanged.
  package func quote(_ word: String) throws(QuotingProblem) -> String { try quote(bytes: Array(word.utf8)) }

  /// One word of any bytes so quoted that the shell hands it to a program unchanged; only bash takes invalid UTF-8.
  package func quote(bytes: [UInt8]) throws(QuotingProblem) -> String {
    func problem(_ reason: QuotingProblem.Reason) -> QuotingProblem {
      QuotingProblem(shell: self, word: String(decoding: bytes, as: UTF8.self), reason: reason)
    }
    if bytes.contains(0) { throw problem(.nul) }
    if self == .bash { return BashQuoting.quote(bytes) }
    guard let word = String(validating: bytes, as: UTF8.self) else { throw problem(.notUTF8) }
    if let reason = self == .cmd ? CmdQuoting.refusal(word) : PowerShellQuoting.refusal(word) { throw problem(reason) }
    return self == .cmd ? CmdQuoting.quote(word) : PowerShellQuoting.quote(word)
  }

  /// A command of words in groups.
  ///
  /// A group is never broken over two lines. There is no line break at the end.
  package func command(_ groups: [[String]], _ layout: CommandLayout) throws(QuotingProblem) -> String {
    var lines: [String] = []
    for group in groups {
      var words: [String] = []
      for word in group { words.append(try quote(word)) }
      if !words.isEmpty { lines.append(words.joined(separator: " ")) }
    }
    // PowerShell prints a quoted first word instead of running it.
    if self == .powershell, let first = lines.first, first.hasPrefix("'") || first.hasPrefix("\"") {
      lines[0] = "& \(first)"
    }
    if let limit, lines.reduce(-1, { $0 + $1.utf16.count + 1 }) > limit {
      throw QuotingProblem(shell: self, word: lines.joined(separator: " "), reason: .tooLong(limit: limit))
    }
    return switch layout {
    case .oneLine: lines.joined(separator: " ")
    case .continued: lines.joined(separator: " \(continuation)\n  ")
    }
  }

  private var continuation: String {
    switch self {
    case .bash: "\\"
    case .powershell: "`"
    case .cmd: "^"
    }
  }

  /// UTF-16 units of a whole command: cmd.exe's buffer, or CreateProcess's.
  private var limit: Int? {
    switch self {
    case .bash: nil
    case .powershell: 32_766
    case .cmd: 8_191
    }
  }
}

/// Characters that a terminal or an editor would not show as they are.
enum Unprintable {
  /// Control characters, line separators and marks that reverse the direction of text.
  static func contains(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0..<0x20, 0x7F..<0xA0, 0x2028...0x202E, 0x2066...0x2069, 0xFEFF: true
    default: false
    }
  }
}
