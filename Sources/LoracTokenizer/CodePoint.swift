internal import CLoracTokenizerTables

/// A Unicode code point; texts are worked on as arrays of them, as Python's strings are.
typealias CodePoint = UInt32

func codePoints(of text: String) -> [CodePoint] { text.unicodeScalars.map(\.value) }

/// What the tokenizer has to know about a character, from the point of view of Python 3.11 (Unicode 14) and `regex`.
struct CharacterClass {
  private let flags: UInt32
  /// The elements of mojibake patterns that the character can be, see `MojibakeDetector`.
  let mojibakeElements: PatternElements

  init(of character: CodePoint) {
    let index = CharacterTables.classIndex(of: character)
    let classes = CharacterTables.classes
    let first = index * CharacterTables.numbersPerClass
    func number(_ offset: Int) -> UInt64 { UInt64(classes[first + offset]) }
    flags = classes[first]
    mojibakeElements = PatternElements(low: number(1) | number(2) << 32, high: number(3) | number(4) << 32)
  }

  private func has(_ bit: UInt32) -> Bool { flags & (1 << bit) != 0 }

  // The four classes of CLIP's word pattern. A character in none of them is left out, like a space.
  var isLetter: Bool { has(0) }
  var isNumber: Bool { has(1) }
  var isOther: Bool { has(2) }
  var isSpace: Bool { has(3) }
  /// Cased and not case-ignorable: what decides the form of a sigma.
  var isCased: Bool { has(4) }
  var isCaseIgnorable: Bool { has(5) }
  var isDecimal: Bool { has(6) }
  // What a character can be in UTF-8 that was read in a single-byte encoding.
  var beginsTwo: Bool { has(7) }
  var beginsThree: Bool { has(8) }
  var beginsFour: Bool { has(9) }
  var isContinuation: Bool { has(10) }
  var isStrictContinuation: Bool { has(11) }
  /// Unicode's canonical combining class.
  var combiningClass: UInt8 { UInt8(truncatingIfNeeded: flags >> 16) }
}

/// The classes of all characters as sorted ranges.
enum CharacterTables {
  static let ranges = StaticTable<UInt32>(lorac_character_ranges())
  static let classes = StaticTable<UInt32>(lorac_character_classes())
  static let numbersPerClass = 5
  private static let classBits: UInt32 = 11
  /// The classes of the most common characters.
  private static let latin: [Int] = (0..<0x250).map(search)

  /// The number of the class of a character.
  static func classIndex(of character: CodePoint) -> Int {
    character < latin.count ? latin[Int(character)] : search(character)
  }

  /// The class of the range with the greatest first character that is not after the given one.
  private static func search(_ character: CodePoint) -> Int {
    let key = character << classBits | (1 << classBits - 1)
    var low = 0
    var high = ranges.count
    while high - low > 1 {
      let middle = (low + high) / 2
      if ranges[middle] <= key { low = middle } else { high = middle }
    }
    return Int(ranges[low] & (1 << classBits - 1))
  }
}
