/// Counts the tokens of many captions, in which the same words come again and again.
///
/// It remembers how many tokens a word of up to 16 bytes takes; a caption of 100 tokens then costs two microseconds. One
/// that counts nothing costs nothing: the tokenizer and the memory come with the first caption.
package struct TokenCounter {
  /// A word's bytes, first ones highest, and its tokens; zeros are no word.
  private struct Entry {
    var high: UInt64 = 0
    var low: UInt64 = 0
    var tokens = 0
  }

  private static let slotBits = 12
  private var entries: [Entry] = []
  private var scratch: [UInt16] = []

  /// A counter that remembers nothing yet.
  package init() {}

  /// Whether a caption takes more than `limit` tokens, start and end not counted.
  package mutating func exceeds(_ limit: Int, _ caption: String) -> Bool {
    if entries.isEmpty { entries = Array(repeating: Entry(), count: 1 << Self.slotBits) }
    var caption = caption
    let plain: Bool? = caption.withUTF8 { bytes in
      guard PlainText.isPlain(bytes) else { return nil }
      var count = 0
      var position = 0
      while count <= limit, let word = PlainText.nextWord(bytes, from: &position) { count += tokens(of: word) }
      return count > limit
    }
    return plain ?? (CLIPTokenizer.shared.tokenCount(of: caption) > limit)
  }

  private mutating func tokens(of word: Slice<UnsafeBufferPointer<UInt8>>) -> Int {
    guard word.count <= 16 else { return encoded(word) }
    var (high, low): (UInt64, UInt64) = (0, 0)
    for byte in word {
      high = high << 8 | low >> 56
      low = low << 8 | UInt64(PlainText.lowercase(byte))
    }
    let mixed = (high &* 0x9E37_79B9_7F4A_7C15 ^ low) &* 0xD6E8_FEB8_6659_FD93
    let slot = Int(mixed >> UInt64(64 - Self.slotBits))
    if entries[slot].low == low, entries[slot].high == high { return entries[slot].tokens }
    entries[slot] = Entry(high: high, low: low, tokens: encoded(word))
    return entries[slot].tokens
  }

  private mutating func encoded(_ word: Slice<UnsafeBufferPointer<UInt8>>) -> Int {
    scratch.removeAll(keepingCapacity: true)
    CLIPTokenizer.shared.encoder.encode(word.lazy.map(PlainText.lowercase), into: &scratch)
    return scratch.count
  }
}
