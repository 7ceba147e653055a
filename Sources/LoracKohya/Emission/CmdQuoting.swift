/// Quoting for cmd.exe and the C runtime of the program it starts.
enum CmdQuoting {
  private static let bare = Set(
    "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-+:./\\@".unicodeScalars)

  /// Why a word cannot be written; nil if it can.
  static func refusal(_ word: String) -> QuotingProblem.Reason? {
    for scalar in word.unicodeScalars {
      if scalar == "%" { return .percent }
      if scalar == "\"" { return .doubleQuote }
      if Unprintable.contains(scalar) { return .controlCharacter }
    }
    return nil
  }

  /// Quotes a word that ``refusal(_:)`` lets pass.
  static func quote(_ word: String) -> String {
    // `--name=value` stays bare; `=` alone would be a separator for a batch file.
    let isOption = word.utf8.starts(with: "--".utf8)
    if !word.isEmpty, word.unicodeScalars.allSatisfy({ bare.contains($0) || (isOption && $0 == "=") }) { return word }
    // The C runtime reads \\" as one backslash and the end of the word.
    let backslashes = word.unicodeScalars.reversed().prefix { $0 == "\\" }.count
    return "\"\(word)\(String(repeating: "\\", count: backslashes))\""
  }
}
