/// Tokens that are found in a text as they stand, before it is taken apart, such as `[SEP]`.
struct SpecialTokens: Sendable {
  enum Part {
    case special(Int)
    case text(String)
  }

  /// The longest first, so that of two that begin alike the longer one is found.
  private let tokens: [(text: [UInt8], number: Int)]
  private let numbers: Set<Int>

  init(_ tokens: [(text: String, number: Int)]) {
    self.tokens = tokens.map { (Array($0.text.utf8), $0.number) }.filter { !$0.text.isEmpty }
      .sorted { $0.text.count > $1.text.count }
    numbers = Set(tokens.map(\.number))
  }

  func contains(_ number: Int) -> Bool { numbers.contains(number) }

  /// The text with special tokens apart.
  func split(_ text: String) -> [Part] {
    let bytes = Array(text.utf8)
    var (parts, start, position) = ([Part](), 0, 0)
    func rest(to end: Int) -> [Part] {
      start < end ? [.text(String(decoding: bytes[start..<end], as: UTF8.self))] : []
    }
    while position < bytes.count {
      if let found = tokens.first(where: { bytes[position...].starts(with: $0.text) }) {
        parts += rest(to: position) + [.special(found.number)]
        position += found.text.count
        start = position
      } else {
        position += 1
      }
    }
    return parts + rest(to: bytes.count)
  }
}
