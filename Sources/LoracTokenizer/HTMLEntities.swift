internal import CLoracTokenizerTables

/// HTML's character references, as ftfy resolves them: only complete ones, ending in a semicolon.
///
/// Source: ftfy's fixes.py, `unescape_html`, and Python's `html.unescape` for numbers.
enum HTMLEntities {
  private static let longestName = 24
  private static let (ampersand, numberSign, semicolon): (CodePoint, CodePoint, CodePoint) = (0x26, 0x23, 0x3B)

  /// The named characters, and upper-case spellings of some.
  private static let names: [String: [CodePoint]] = {
    let table = StaticTable<UInt8>(lorac_html_entities())
    let text = String(decoding: (0..<table.count).map { table[$0] }, as: UTF8.self)
    var result: [String: [CodePoint]] = [:]
    for line in text.split(separator: "\n") {
      let parts = line.split(separator: "\t")
      result[String(parts[0])] = parts[1].split(separator: " ").compactMap { CodePoint($0, radix: 16) }
    }
    return result
  }()

  static func resolve(_ text: [CodePoint]) -> [CodePoint] {
    guard text.contains(ampersand) else { return text }
    var result: [CodePoint] = []
    result.reserveCapacity(text.count)
    var position = 0
    while position < text.count {
      if text[position] == ampersand, let (characters, length) = reference(text[position...]) {
        result += characters
        position += length
      } else {
        result.append(text[position])
        position += 1
      }
    }
    return result
  }

  /// What the reference at the start of a text means, and its length; nil if there is none or it means nothing.
  private static func reference(_ text: ArraySlice<CodePoint>) -> ([CodePoint], Int)? {
    var body = text.dropFirst()
    let isNumber = body.first == numberSign
    if isNumber { body = body.dropFirst() }
    let name = body.prefix(longestName).prefix(while: isASCIILetterOrDigit)
    guard !name.isEmpty, body.dropFirst(name.count).first == semicolon else { return nil }
    let spelling = String(decoding: name.map(UInt8.init(truncatingIfNeeded:)), as: UTF8.self)
    guard let characters = isNumber ? numbered(spelling) : names[spelling] else { return nil }
    return (characters, name.count + (isNumber ? 3 : 2))
  }

  private static func isASCIILetterOrDigit(_ character: CodePoint) -> Bool {
    switch character {
    case 0x30...0x39, 0x41...0x5A, 0x61...0x7A: true
    default: false
    }
  }

  /// A decimal number, or a hexadecimal one after an x.
  private static func numbered(_ spelling: String) -> [CodePoint]? {
    let isHexadecimal = spelling.first == "x" || spelling.first == "X"
    let digits = isHexadecimal ? spelling.dropFirst() : spelling[...]
    let isDigit = { (digit: Character) in isHexadecimal ? digit.isHexDigit : digit.isWholeNumber }
    guard !digits.isEmpty, digits.allSatisfy(isDigit) else { return nil }
    // Too many digits for 64 bits are beyond Unicode as well.
    guard let number = UInt64(digits, radix: isHexadecimal ? 16 : 10), number <= 0x10FFFF else { return [0xFFFD] }
    return character(CodePoint(number))
  }

  /// The character of a number after the corrections of HTML 5: Windows-1252 for C1, nothing for noncharacters.
  private static func character(_ number: CodePoint) -> [CodePoint]? {
    switch number {
    case 0, 0xD800...0xDFFF: return [0xFFFD]
    case 0x80...0x9F: return [SingleByteEncoding.windows1252.character(UInt8(number))]
    case 0x01...0x08, 0x0B, 0x0E...0x1F, 0x7F, 0xFDD0...0xFDEF: return []
    case _ where number & 0xFFFE == 0xFFFE: return []
    // ftfy takes a semicolon in the outcome for a reference that was resolved only in part.
    case semicolon: return nil
    default: return [number]
    }
  }
}
