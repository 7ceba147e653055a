internal import LoracTokenizer

/// How brackets and words of a prompt are read.
package enum PromptSyntax: Sendable, Hashable, CaseIterable {
  /// As sd-scripts reads the prompts of its previews (library/lpw_stable_diffusion.py).
  case kohya
  /// As A1111 reads prompts: `BREAK` begins a new row of tokens, and blanks may stand around a weight.
  case automatic1111
}

/// A piece of a prompt.
package enum PromptPart: Sendable, Hashable {
  /// Words and the factor of their tokens' states.
  case text(String, weight: Double)
  /// What follows begins a row of its own.
  case rowBreak
}

/// A weight in brackets that is no number, like `(a:1.2.3)`; kohya and A1111 fail there.
package struct PromptWeightError: Error, Equatable {
  /// The number as it is written.
  package let number: String
}

extension PromptPart {
  /// The pieces of a prompt in order, with neighbours of equal weight joined; at least one.
  ///
  /// `(word)` weighs 1.1, `[word]` 1/1.1, `(word:1.3)` 1.3, each within others; `\(` is a bracket. What is still open at
  /// the end is closed there; what closes nothing is text. A `BREAK` within brackets breaks too, where A1111 makes a word
  /// of weight below 0 of it.
  package static func parts(of prompt: String, _ syntax: PromptSyntax) throws(PromptWeightError) -> [PromptPart] {
    let weighted: [WeightedCaption.Part]
    do throws(WeightedCaptionError) {
      weighted = try WeightedCaption.parts(of: prompt, allowingBlanks: syntax == .automatic1111)
    } catch {
      throw PromptWeightError(number: error.number)
    }
    guard syntax == .automatic1111 else { return weighted.map { .text($0.text, weight: $0.weight) } }
    return weighted.flatMap { part in
      let pieces = piecesBetweenBreaks(part.text)
      return pieces.enumerated().flatMap { index, piece in
        let text = PromptPart.text(piece, weight: part.weight)
        return index == 0 ? [text] : [.rowBreak, text]
      }
    }
  }

  /// What stands between the words `BREAK`, without the blanks beside them.
  private static func piecesBetweenBreaks(_ text: String) -> [String] {
    let scalars = Array(text.unicodeScalars)
    let word = Array("BREAK".unicodeScalars)
    var pieces: [String] = []
    var start = 0
    var position = 0
    while position + word.count <= scalars.count {
      let end = position + word.count
      let isWord =
        scalars[position..<end].elementsEqual(word) && (position == 0 || !isWordPart(scalars[position - 1]))
        && (end == scalars.count || !isWordPart(scalars[end]))
      guard isWord else {
        position += 1
        continue
      }
      let before = scalars[start..<position]
      let kept = before.lastIndex { !$0.properties.isWhitespace }.map { before[...$0] } ?? []
      pieces.append(String(String.UnicodeScalarView(kept)))
      position = scalars[end...].firstIndex { !$0.properties.isWhitespace } ?? scalars.count
      start = position
    }
    return pieces + [String(String.UnicodeScalarView(scalars[start...]))]
  }

  private static func isWordPart(_ scalar: Unicode.Scalar) -> Bool {
    scalar == "_" || scalar.properties.isAlphabetic || scalar.properties.numericType != nil
  }
}
