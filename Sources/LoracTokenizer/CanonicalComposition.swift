internal import CLoracTokenizerTables

/// Unicode normalization form C, with Unicode 14's data, as Python 3.11 has it.
enum CanonicalComposition {
  private static let decompositions = StaticTable<UInt32>(lorac_decompositions()).sequencesByKey()

  private static let compositions: [UInt64: CodePoint] = {
    let table = StaticTable<UInt32>(lorac_compositions())
    var result: [UInt64: CodePoint] = [:]
    for entry in stride(from: 0, to: table.count, by: 3) {
      result[UInt64(table[entry]) << 32 | UInt64(table[entry + 1])] = table[entry + 2]
    }
    return result
  }()

  static func normalize(_ text: [CodePoint]) -> [CodePoint] {
    // Nothing below the first combining mark composes or decomposes further.
    if text.allSatisfy({ $0 < 0x300 }) { return text }
    return composed(ordered(decomposed(text)))
  }

  /// Unicode normalization form D.
  static func decompose(_ text: [CodePoint]) -> [CodePoint] {
    text.allSatisfy { $0 < 0xC0 } ? text : ordered(decomposed(text))
  }

  private static func decomposed(_ text: [CodePoint]) -> [CodePoint] {
    var result: [CodePoint] = []
    result.reserveCapacity(text.count + text.count / 4)
    for character in text {
      if let syllable = Hangul.decomposition(of: character) {
        result += syllable
      } else if character >= 0xC0, let parts = decompositions[character] {
        result += parts
      } else {
        result.append(character)
      }
    }
    return result
  }

  /// Marks that follow each other sorted by their combining class; equal classes keep their order.
  private static func ordered(_ text: [CodePoint]) -> [CodePoint] {
    var result = text
    let classes = text.map { $0 < 0x300 ? 0 : CharacterClass(of: $0).combiningClass }
    var position = 0
    while position < text.count {
      guard classes[position] != 0 else {
        position += 1
        continue
      }
      let end = classes[position...].firstIndex(of: 0) ?? classes.endIndex
      if end - position > 1 {
        let order = (position..<end).sorted { (classes[$0], $0) < (classes[$1], $1) }
        for (offset, source) in order.enumerated() { result[position + offset] = text[source] }
      }
      position = end
    }
    return result
  }

  private static func composed(_ text: [CodePoint]) -> [CodePoint] {
    var result: [CodePoint] = []
    result.reserveCapacity(text.count)
    var starter: Int?
    // Class of the last mark that stayed behind the starter; 0 while nothing did.
    var lastClass: UInt8 = 0
    for character in text {
      let combiningClass = character < 0x300 ? 0 : CharacterClass(of: character).combiningClass
      if let starter {
        let adjacent = starter == result.count - 1
        let blocked = !adjacent && (lastClass == 0 || lastClass >= combiningClass)
        if !blocked, let whole = composition(result[starter], character) {
          result[starter] = whole
          continue
        }
      }
      if combiningClass == 0 { starter = result.count }
      lastClass = combiningClass
      result.append(character)
    }
    return result
  }

  private static func composition(_ first: CodePoint, _ second: CodePoint) -> CodePoint? {
    Hangul.composition(first, second) ?? compositions[UInt64(first) << 32 | UInt64(second)]
  }
}

/// Korean syllables, which compose by arithmetic (The Unicode Standard, 3.12).
private enum Hangul {
  static let firstSyllable: CodePoint = 0xAC00
  static let firstLead: CodePoint = 0x1100
  static let firstVowel: CodePoint = 0x1161
  static let beforeTrail: CodePoint = 0x11A7
  static let (leads, vowels, trails): (CodePoint, CodePoint, CodePoint) = (19, 21, 28)

  static func decomposition(of character: CodePoint) -> [CodePoint]? {
    guard character >= firstSyllable, character < firstSyllable + leads * vowels * trails else { return nil }
    let index = character - firstSyllable
    let parts = [firstLead + index / (vowels * trails), firstVowel + index % (vowels * trails) / trails]
    return index % trails == 0 ? parts : parts + [beforeTrail + index % trails]
  }

  static func composition(_ first: CodePoint, _ second: CodePoint) -> CodePoint? {
    if (firstLead..<firstLead + leads).contains(first), (firstVowel..<firstVowel + vowels).contains(second) {
      return firstSyllable + ((first - firstLead) * vowels + (second - firstVowel)) * trails
    }
    let syllables = firstSyllable..<firstSyllable + leads * vowels * trails
    guard syllables.contains(first), (first - firstSyllable) % trails == 0,
      (beforeTrail + 1..<beforeTrail + trails).contains(second)
    else { return nil }
    return first + (second - beforeTrail)
  }
}
