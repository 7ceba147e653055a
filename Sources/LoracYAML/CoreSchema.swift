/// The YAML 1.2 core schema (YAML 1.2.2, 10.3.2): what a plain scalar's text means.
package enum CoreSchema {
  /// The value of an unquoted text: `no` is a string, `017` is 17, `0o17` is 15, `1_000` is a string.
  ///
  /// Integers beyond 64 bits become numbers.
  package static func resolve(_ text: String) -> Scalar.Value {
    if let word = words[text] { return word }
    guard let first = text.utf8.first, first < 0x3A else { return .string(text) }
    return integer(text) ?? number(text) ?? .string(text)
  }

  private static let words: [String: Scalar.Value] = [
    "": .null, "~": .null, "null": .null, "Null": .null, "NULL": .null,
    "true": .boolean(true), "True": .boolean(true), "TRUE": .boolean(true),
    "false": .boolean(false), "False": .boolean(false), "FALSE": .boolean(false),
    ".nan": .number(.nan), ".NaN": .number(.nan), ".NAN": .number(.nan),
    ".inf": .number(.infinity), ".Inf": .number(.infinity), ".INF": .number(.infinity),
    "+.inf": .number(.infinity), "+.Inf": .number(.infinity), "+.INF": .number(.infinity),
    "-.inf": .number(-.infinity), "-.Inf": .number(-.infinity), "-.INF": .number(-.infinity),
  ]

  /// `[-+]?[0-9]+`, `0o[0-7]+` or `0x[0-9a-fA-F]+`.
  private static func integer(_ text: String) -> Scalar.Value? {
    let radix = text.hasPrefix("0o") ? 8 : text.hasPrefix("0x") ? 16 : 10
    let signed = text.first == "-" || text.first == "+"
    let digits = text.utf8.dropFirst(radix == 10 ? (signed ? 1 : 0) : 2)
    guard !digits.isEmpty, digits.allSatisfy({ isDigit($0, radix: radix) }) else { return nil }
    let plain = radix == 10 ? text : String(text.dropFirst(2))
    if let integer = Int(plain, radix: radix) { return .integer(integer) }
    if radix == 10 { return Double(text).map { .number($0) } }
    return .number(plain.reduce(0) { $0 * Double(radix) + Double($1.hexDigitValue ?? 0) })
  }

  /// `[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?`.
  private static func number(_ text: String) -> Scalar.Value? {
    var rest = text.utf8[...]
    func take(_ accepted: String) -> Bool {
      guard let first = rest.first, accepted.utf8.contains(first) else { return false }
      rest.removeFirst()
      return true
    }
    func digits() -> Int {
      let count = rest.prefix { isDigit($0, radix: 10) }.count
      rest.removeFirst(count)
      return count
    }
    _ = take("+-")
    let whole = digits()
    let fraction = take(".") ? digits() : 0
    guard whole + fraction > 0 else { return nil }
    if take("eE") {
      _ = take("+-")
      guard digits() > 0 else { return nil }
    }
    guard rest.isEmpty else { return nil }
    return Double(text).map { .number($0) }
  }

  private static func isDigit(_ byte: UInt8, radix: Int) -> Bool {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "7"): true
    case UInt8(ascii: "8"), UInt8(ascii: "9"): radix > 8
    case UInt8(ascii: "a")...UInt8(ascii: "f"), UInt8(ascii: "A")...UInt8(ascii: "F"): radix == 16
    default: false
    }
  }
}
