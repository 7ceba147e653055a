internal import CLoracTokenizerTables

/// What ftfy's `fix_text` does with its default settings: CLIP's tokenizer sends every text through it.
///
/// Equal to ftfy 6.3.1, which sd-scripts requires.
enum TextRepair {
  private static let (newline, lessThan): (CodePoint, CodePoint) = (0x0A, 0x3C)
  /// Longer lines are repaired in parts (ftfy's `max_decode_length`).
  private static let longestPart = 1_000_000

  /// Ligatures of Latin letters, full-width and half-width forms, and curly quotes, with what replaces them.
  private static let substitutions: [CodePoint: [CodePoint]] = {
    var result = StaticTable<UInt32>(lorac_substitutions()).sequencesByKey()
    for quote in [0x02BC] + Array(0x2018...0x201B) as [CodePoint] { result[quote] = [0x27] }
    for quote in 0x201C...0x201F as ClosedRange<CodePoint> { result[quote] = [0x22] }
    return result
  }()

  static func repair(_ text: [CodePoint]) -> [CodePoint] {
    var result: [CodePoint] = []
    result.reserveCapacity(text.count)
    var resolvesEntities = true
    var position = 0
    while position < text.count {
      let lineEnd = text[position...].firstIndex(of: newline).map { $0 + 1 } ?? text.count
      let end = min(lineEnd, position + longestPart)
      // A "<" says that the text is HTML, from here to the end.
      if text[position..<end].contains(lessThan) { resolvesEntities = false }
      result += repairPart(Array(text[position..<end]), resolvesEntities: resolvesEntities)
      position = end
    }
    return result
  }

  private static func repairPart(_ part: [CodePoint], resolvesEntities: Bool) -> [CodePoint] {
    var text = part
    while true {
      let before = text
      if resolvesEntities { text = HTMLEntities.resolve(text) }
      if text.contains(where: { $0 >= 0x80 }) {
        text = MojibakeRepair.replacingControls(MojibakeRepair.repair(text))
        text = substituted(text)
      }
      text = CanonicalComposition.normalize(withoutControls(withoutTerminalEscapes(withPlainLineBreaks(text))))
      if text == before { return text }
    }
  }

  private static func substituted(_ text: [CodePoint]) -> [CodePoint] {
    let substitutions = substitutions
    guard text.contains(where: { $0 >= 0x80 && substitutions[$0] != nil }) else { return text }
    return text.flatMap { character in
      // A ligature may be replaced by a quote (ŉ), which is straightened in the same pass.
      substitutions[character].map { $0.flatMap { substitutions[$0] ?? [$0] } } ?? [character]
    }
  }

  /// CRLF, CR, line and paragraph separators as newlines. (U+0085 is gone: it was taken for Windows-1252.)
  private static func withPlainLineBreaks(_ text: [CodePoint]) -> [CodePoint] {
    let isBreak = { (character: CodePoint) in character == 0x0D || character == 0x2028 || character == 0x2029 }
    guard text.contains(where: isBreak) else { return text }
    var result: [CodePoint] = []
    for (position, character) in text.enumerated() {
      let isWithinCRLF = character == newline && position > 0 && text[position - 1] == 0x0D
      if !isWithinCRLF { result.append(isBreak(character) ? newline : character) }
    }
    return result
  }

  /// Without the sequences that colour text in a terminal: ESC, "[", digits and semicolons, a letter.
  private static func withoutTerminalEscapes(_ text: [CodePoint]) -> [CodePoint] {
    guard text.contains(0x1B) else { return text }
    var result: [CodePoint] = []
    var position = 0
    while position < text.count {
      let rest = text[position...]
      if rest.starts(with: [0x1B, 0x5B] as [CodePoint]) {
        let parameters = rest.dropFirst(2).prefix { $0 == 0x3B || CharacterClass(of: $0).isDecimal }
        let isLetter = { (character: CodePoint) in (0x61...0x7A).contains(character | 0x20) }
        if let final = text[parameters.endIndex...].first, isLetter(final) {
          position = parameters.endIndex + 1
          continue
        }
      }
      result.append(text[position])
      position += 1
    }
    return result
  }

  /// Without control characters that do not shape text (fixes.py, `remove_control_chars`).
  private static func withoutControls(_ text: [CodePoint]) -> [CodePoint] {
    let isControl = { (character: CodePoint) in
      switch character {
      case 0x00...0x08, 0x0B, 0x0E...0x1F, 0x7F, 0x206A...0x206F, 0xFEFF, 0xFFF9...0xFFFC: true
      default: false
      }
    }
    return text.contains(where: isControl) ? text.filter { !isControl($0) } : text
  }
}
