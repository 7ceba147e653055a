/// One pass over a JSON text that refuses what json-c 0.16 lets pass even in strict mode.
///
/// Those are: control characters in strings, keys with U+0000 (cut off there), numbers such as `1.`, `-.5`, `00`, `NaN`
/// and `Infinity`, numbers too large for a double, and NUL bytes (taken as the end). json-c also clamps integers to 64
/// bits, keeps the last of equal keys and misreads some escapes; `extremeIntegers`, `memberCount` and `misreadPairs` are
/// collected to notice that. Everything about structure is left to json-c.
struct LexicalCheck {
  /// The integers that json-c may have clamped, in order: every one that is not strictly between the ends of `Int`.
  private(set) var extremeIntegers: [JSONValue] = []
  /// How many colons stand outside strings: the number of members of all objects, if the structure is right.
  private(set) var memberCount = 0
  /// Where the escapes begin that `EscapedUnit` finds misread, in order.
  private(set) var misreadPairs: [Int] = []

  /// Checks `bytes`, which must be valid UTF-8, and counts its containers and values against `limits`.
  init(_ bytes: Span<UInt8>, _ limits: JSONLimits) throws(JSONError) {
    var index = 0
    var containers = 0
    var commas = 0
    while index < bytes.count {
      switch bytes[index] {
      case UInt8(ascii: "\""):
        index = try skipString(bytes, from: index)
      case UInt8(ascii: ":"):
        memberCount += 1
        index += 1
      case UInt8(ascii: "{"), UInt8(ascii: "["):
        containers += 1
        guard containers <= limits.containerCount else {
          throw JSONError(byteOffset: index, message: "more than \(limits.containerCount) lists and objects")
        }
        index += 1
      case UInt8(ascii: ","):
        commas += 1
        guard commas < limits.valueCount else {
          throw JSONError(byteOffset: index, message: "more than \(limits.valueCount) values")
        }
        index += 1
      case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"):
        index = try checkNumber(bytes, from: index)
      case UInt8(ascii: "N"), UInt8(ascii: "I"):
        throw JSONError(byteOffset: index, message: "unexpected character")
      case 0:
        throw JSONError(byteOffset: index, message: "NUL byte")
      default:
        index += 1
      }
    }
  }

  /// Returns the offset behind the string that begins at `start`, or the text's length if it is not closed.
  private mutating func skipString(_ bytes: Span<UInt8>, from start: Int) throws(JSONError) -> Int {
    var index = start + 1
    var escapedNUL: Int?
    while index < bytes.count {
      switch bytes[index] {
      case UInt8(ascii: "\""):
        if let escapedNUL, Self.isKey(bytes, endingAt: index + 1) {
          throw JSONError(byteOffset: escapedNUL, message: "a key with the character U+0000")
        }
        return index + 1
      case UInt8(ascii: "\\"):
        if escapedNUL == nil, EscapedUnit.unit(bytes, at: index) == 0 { escapedNUL = index }
        let isMisread = EscapedUnit.misreadPair(bytes, at: index) != nil
        if isMisread { misreadPairs.append(index) }
        index += isMisread ? EscapedUnit.pairLength : 2
      case 0..<0x20:
        throw JSONError(byteOffset: index, message: "a control character in a string; write it as \\u00XX")
      default:
        index += 1
      }
    }
    return bytes.count
  }

  private static func isKey(_ bytes: Span<UInt8>, endingAt end: Int) -> Bool {
    var index = end
    while index < bytes.count, [0x20, 0x09, 0x0A, 0x0D].contains(bytes[index]) { index += 1 }
    return index < bytes.count && bytes[index] == UInt8(ascii: ":")
  }

  /// Checks the number at `start` against JSON's grammar and the ranges, and returns the offset behind it.
  private mutating func checkNumber(_ bytes: Span<UInt8>, from start: Int) throws(JSONError) -> Int {
    var index = start
    func digits() -> Int {
      let first = index
      while index < bytes.count, (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(bytes[index]) { index += 1 }
      return index - first
    }
    func take(_ accepted: String) -> Bool {
      guard index < bytes.count, accepted.utf8.contains(bytes[index]) else { return false }
      index += 1
      return true
    }
    _ = take("-")
    let leading = index
    let wholeDigits = digits()
    guard wholeDigits > 0 else { throw JSONError(byteOffset: index, message: "a digit is expected") }
    if wholeDigits > 1, bytes[leading] == UInt8(ascii: "0") {
      throw JSONError(byteOffset: leading, message: "a number with a leading zero")
    }
    var isInteger = true
    var hasExponent = false
    if take(".") {
      isInteger = false
      guard digits() > 0 else { throw JSONError(byteOffset: index, message: "a digit is expected") }
    }
    if take("eE") {
      isInteger = false
      hasExponent = true
      _ = take("+-")
      guard digits() > 0 else { throw JSONError(byteOffset: index, message: "a digit is expected") }
    }
    guard isInteger ? wholeDigits >= 19 : hasExponent || index - start > 300 else { return index }
    let text = String(decoding: (start..<index).map { bytes[$0] }, as: UTF8.self)
    guard let number = Double(text), number.isFinite else {
      throw JSONError(byteOffset: start, message: "a number too large for a 64-bit float")
    }
    guard isInteger else { return index }
    let exact = Int(text)
    if exact == nil || exact == .max || exact == .min {
      extremeIntegers.append(exact.map(JSONValue.integer) ?? .number(number))
    }
    return index
  }
}
