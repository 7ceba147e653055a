/// Quoting for bash: bare words, `'…'`, and `$'…'` where a character would not survive a terminal.
enum BashQuoting {
  private static let bare = Set("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-+:,./@%".utf8)

  /// Quotes any bytes but NUL.
  static func quote(_ bytes: [UInt8]) -> String {
    // `--name=value` stays bare; a first word with `=` would be an assignment.
    let isOption = bytes.starts(with: "--".utf8)
    let isBare = bytes.allSatisfy { bare.contains($0) || (isOption && $0 == UInt8(ascii: "=")) }
    if isBare, !bytes.isEmpty { return String(decoding: bytes, as: UTF8.self) }
    guard let word = String(validating: bytes, as: UTF8.self),
      !word.unicodeScalars.contains(where: Unprintable.contains)
    else { return "$'\(bytes.map(escape).joined())'" }
    // A quote is written outside the quotes: 'it'\''s'.
    return "'\(word.unicodeScalars.map { $0 == "'" ? "'\\''" : String($0) }.joined())'"
  }

  /// A byte inside `$'…'`: printable ASCII as it is, all else as three octal digits, which no next digit can extend.
  ///
  /// `!` and `'` are escaped too, so that history expansion of an interactive shell finds nothing.
  private static func escape(_ byte: UInt8) -> String {
    switch byte {
    case UInt8(ascii: "\n"): return "\\n"
    case UInt8(ascii: "\t"): return "\\t"
    case UInt8(ascii: "\\"): return "\\\\"
    case UInt8(ascii: "!"), UInt8(ascii: "'"): break
    case 0x20..<0x7F: return String(UnicodeScalar(byte))
    default: break
    }
    let octal = String(byte, radix: 8)
    return "\\" + String(repeating: "0", count: 3 - octal.count) + octal
  }
}
