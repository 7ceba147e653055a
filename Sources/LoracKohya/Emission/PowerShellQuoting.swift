/// Quoting for Windows PowerShell 5.1 and PowerShell 7, in forms that mean the same to both.
enum PowerShellQuoting {
  private static let letters = Set("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ".unicodeScalars)
  private static let bare = letters.union("0123456789_-=/+".unicodeScalars)

  /// Why a word cannot be handed to a program by all versions alike; nil if it can.
  static func refusal(_ word: String) -> QuotingProblem.Reason? {
    if word.isEmpty { return .empty }
    if word.unicodeScalars.contains("\"") { return .doubleQuote }
    if word.unicodeScalars.last == "\\", word.unicodeScalars.contains(where: \.properties.isWhitespace) {
      return .spaceAndTrailingBackslash
    }
    return nil
  }

  /// Quotes a word that ``refusal(_:)`` lets pass.
  static func quote(_ word: String) -> String {
    if isBare(word) { return word }
    guard !word.unicodeScalars.contains(where: Unprintable.contains) else { return expandable(word) }
    var quoted = "'"
    for scalar in word.unicodeScalars {
      // Typographic quotes end a literal string as well; doubling any of them writes it.
      if ["'", "\u{2018}", "\u{2019}", "\u{201A}", "\u{201B}"].contains(scalar) {
        quoted.unicodeScalars.append(scalar)
      }
      quoted.unicodeScalars.append(scalar)
    }
    return quoted + "'"
  }

  /// Words such as `accelerate` or `--network_dim=128`; a number or a dot could be read as something else.
  private static func isBare(_ word: String) -> Bool {
    guard word.unicodeScalars.allSatisfy(bare.contains) else { return false }
    return word.unicodeScalars.first.map(letters.contains) == true || word.utf8.starts(with: "--".utf8)
  }

  /// A word with control characters as `"…$([char]9)…"`.
  private static func expandable(_ word: String) -> String {
    var quoted = "\""
    for scalar in word.unicodeScalars {
      if Unprintable.contains(scalar) {
        quoted += "$([char]\(scalar.value))"
        continue
      }
      if ["$", "`", "\u{201C}", "\u{201D}", "\u{201E}"].contains(scalar) { quoted += "`" }
      quoted.unicodeScalars.append(scalar)
    }
    return quoted + "\""
  }
}
