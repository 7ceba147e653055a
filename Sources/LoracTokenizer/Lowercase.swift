internal import CLoracTokenizerTables

/// Python's `str.lower()`: Unicode's full lower-case mapping, with Unicode 14's data.
enum Lowercase {
  private static let table: [CodePoint: CodePoint] = {
    let pairs = StaticTable<UInt32>(lorac_lowercase())
    var result: [CodePoint: CodePoint] = [:]
    for entry in stride(from: 0, to: pairs.count, by: 2) { result[pairs[entry]] = pairs[entry + 1] }
    return result
  }()

  static func of(_ text: [CodePoint]) -> [CodePoint] {
    var result: [CodePoint] = []
    result.reserveCapacity(text.count)
    for (position, character) in text.enumerated() {
      switch character {
      case 0x41...0x5A: result.append(character + 0x20)
      case 0..<0x80: result.append(character)
      case 0x130: result += [0x69, 0x307]
      case 0x3A3: result.append(isFinalSigma(at: position, in: text) ? 0x3C2 : 0x3C3)
      default: result.append(table[character] ?? character)
      }
    }
    return result
  }

  /// A sigma is final when a cased letter stands before it and none after it, looking through ignorable characters.
  private static func isFinalSigma(at position: Int, in text: [CodePoint]) -> Bool {
    func isCased(_ character: CodePoint?) -> Bool { character.map { CharacterClass(of: $0).isCased } ?? false }
    let before = text[..<position].last { !CharacterClass(of: $0).isCaseIgnorable }
    let after = text[(position + 1)...].first { !CharacterClass(of: $0).isCaseIgnorable }
    return isCased(before) && !isCased(after)
  }
}
