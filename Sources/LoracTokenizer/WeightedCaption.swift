/// A weight that is not a number, like "(a:1.2.3)": kohya ends with a ValueError there.
package struct WeightedCaptionError: Error, Equatable {
  /// The number as it is written.
  package let number: String
}

/// Captions with weights in brackets: `(word)` ×1.1, `[word]` ÷1.1, `(word:1.3)` ×1.3, `\(` for a bracket.
///
/// As sd-scripts reads them (strategy_base.py, `parse_prompt_attention`).
package enum WeightedCaption {
  /// A piece of a caption and its weight.
  package struct Part: Equatable, Sendable {
    package var text: String
    package var weight: Double
  }

  private static let roundFactor = 1.1
  private static let squareFactor = 1 / 1.1

  /// The parts of a caption in order, with neighbours of equal weight joined; at least one.
  ///
  /// A1111 allows blanks on both sides of a weight, `(word: 1.3 )`; sd-scripts takes that for text.
  package static func parts(
    of caption: String, allowingBlanks: Bool = false
  ) throws(WeightedCaptionError) -> [Part] {
    var parts: [Part] = []
    // Where the brackets that are still open begin, as positions in `parts`.
    var round: [Int] = []
    var square: [Int] = []
    func multiply(from start: Int, by factor: Double) {
      for index in start..<parts.count { parts[index].weight *= factor }
    }
    for symbol in symbols(of: Array(caption.unicodeScalars), allowingBlanks) {
      switch symbol {
      case .openRound: round.append(parts.count)
      case .openSquare: square.append(parts.count)
      case .weight(let number, let text):
        if let start = round.popLast() {
          guard let factor = number.decimalValue else { throw WeightedCaptionError(number: String(number)) }
          multiply(from: start, by: factor)
        } else {
          parts.append(Part(text: String(text), weight: 1))
        }
      case .closeRound where !round.isEmpty: multiply(from: round.removeLast(), by: roundFactor)
      case .closeSquare where !square.isEmpty: multiply(from: square.removeLast(), by: squareFactor)
      case .closeRound: parts.append(Part(text: ")", weight: 1))
      case .closeSquare: parts.append(Part(text: "]", weight: 1))
      case .text(let text): parts.append(Part(text: String(text), weight: 1))
      }
    }
    for start in round { multiply(from: start, by: roundFactor) }
    for start in square { multiply(from: start, by: squareFactor) }
    return joined(parts)
  }

  private static func joined(_ parts: [Part]) -> [Part] {
    var result: [Part] = []
    for part in parts {
      if let last = result.indices.last, result[last].weight == part.weight {
        result[last].text += part.text
      } else {
        result.append(part)
      }
    }
    return result.isEmpty ? [Part(text: "", weight: 1)] : result
  }

  private typealias Scalars = ArraySlice<Unicode.Scalar>

  private enum Symbol {
    case openRound, closeRound, openSquare, closeSquare
    case weight(String.UnicodeScalarView, text: String.UnicodeScalarView)
    case text(String.UnicodeScalarView)
  }

  private static func symbols(of text: [Unicode.Scalar], _ allowsBlanks: Bool) -> [Symbol] {
    var result: [Symbol] = []
    var position = 0
    while position < text.count {
      let (symbol, length) = symbol(at: text[position...], allowsBlanks)
      result.append(symbol)
      position += length
    }
    return result
  }

  /// The first symbol of a text that is not empty, and its length.
  private static func symbol(at text: Scalars, _ allowsBlanks: Bool) -> (Symbol, length: Int) {
    let special = { (scalar: Unicode.Scalar) in "\\()[]:".unicodeScalars.contains(scalar) }
    switch text[text.startIndex] {
    case "\\":
      let escaped = text.dropFirst().prefix(1).filter { $0 != ":" && special($0) }
      return (.text(.init(escaped)), 1 + escaped.count)
    case "(": return (.openRound, 1)
    case ")": return (.closeRound, 1)
    case "[": return (.openSquare, 1)
    case "]": return (.closeSquare, 1)
    case ":":
      guard let (number, end) = number(at: text.dropFirst(), allowsBlanks) else {
        return (.text(":".unicodeScalars), 1)
      }
      let length = end - text.startIndex
      return (.weight(.init(number), text: .init(text.prefix(length))), length)
    default:
      let run = text.prefix { !special($0) }
      return (.text(.init(run)), run.count)
    }
  }

  /// A sign, if any, then digits and points, if a closing bracket follows; and the index after that.
  private static func number(at text: Scalars, _ allowsBlanks: Bool) -> (Scalars, end: Int)? {
    let blanks = { (text: Scalars) in allowsBlanks ? text.prefix { $0.properties.isWhitespace }.count : 0 }
    let text = text.dropFirst(blanks(text))
    let sign = text.prefix(1).filter { $0 == "+" || $0 == "-" }.count
    let digits = text.dropFirst(sign).prefix { $0 == "." || CharacterClass(of: $0.value).isDecimal }
    let rest = text[digits.endIndex...]
    let after = rest.dropFirst(blanks(rest))
    guard !digits.isEmpty, after.first == ")" else { return nil }
    return (text[..<digits.endIndex], after.startIndex + 1)
  }
}

extension String.UnicodeScalarView {
  /// The number these digits of any script and points write, as Python's `float` reads them; nil if they do not.
  fileprivate var decimalValue: Double? {
    guard filter({ $0 == "." }).count <= 1, contains(where: { $0.properties.numericType == .decimal }) else {
      return nil
    }
    let ascii = map { scalar in
      scalar.isASCII ? String(scalar) : String(Int(scalar.properties.numericValue ?? 0))
    }
    let sign = ascii.first == "-" ? "-" : ""
    let digits = ascii.filter { $0 != "-" && $0 != "+" }.joined()
    // Swift reads neither "1." nor ".5".
    return Double("\(sign)0\(digits)\(digits.contains(".") ? "0" : "")")
  }
}
