internal import CLoracTokenizerTables

/// A set of up to 128 elements of patterns.
struct PatternElements: Equatable {
  var low: UInt64
  var high: UInt64

  var isEmpty: Bool { low | high == 0 }

  static func | (left: Self, right: Self) -> Self { Self(low: left.low | right.low, high: left.high | right.high) }
  static func & (left: Self, right: Self) -> Self { Self(low: left.low & right.low, high: left.high & right.high) }

  /// Each element replaced by the one after it.
  var next: Self { Self(low: low << 1, high: high << 1 | low >> 63) }
}

/// Tells whether a text contains a sequence that hardly ever is meant: ftfy's heuristic (badness.py, `is_bad`).
///
/// The patterns are short sequences of sets of characters. All are followed at once: the state holds the elements
/// that the text so far can end in.
enum MojibakeDetector {
  private static let masks = StaticTable<UInt64>(lorac_mojibake_patterns())
  private static let starts = PatternElements(low: masks[0], high: masks[1])
  private static let anchoredStarts = PatternElements(low: masks[2], high: masks[3])
  private static let ends = PatternElements(low: masks[4], high: masks[5])

  static func isSuspicious(_ text: some Collection<CodePoint>) -> Bool {
    let (starts, ends) = (starts, ends)
    var begin = starts | anchoredStarts
    var state = PatternElements(low: 0, high: 0)
    for character in text {
      state = (continued(state) | begin) & CharacterClass(of: character).mojibakeElements
      if !(state & ends).isEmpty { return true }
      begin = starts
    }
    return false
  }

  private static func continued(_ state: PatternElements) -> PatternElements {
    let open = PatternElements(low: state.low & ~ends.low, high: state.high & ~ends.high)
    return open.next
  }
}
