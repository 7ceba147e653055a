internal import CLoracTokenizerTables

/// CLIP's vocabulary: how bytes merge into tokens.
///
/// Tokens are numbered as CLIP numbers them: 256 bytes, the same bytes at the end of a word, then one for each merge.
struct BytePairEncoder: Sendable {
  /// Tokens by the two they merge from, in an open-addressing table; a slot with token 0 is free.
  private var slots: [(pair: UInt32, token: UInt16)]

  private static let slotBits = 17
  private static let firstMerged = 512
  /// What is added to the token of a byte when the word ends with it.
  private static let endOfWord: UInt16 = 256

  /// The token of each byte: printable characters of Latin-1 come first, the others after them.
  private static let tokensOfBytes: [UInt16] = {
    let printable = Array(0x21...0x7E) + Array(0xA1...0xAC) + Array(0xAE...0xFF)
    var result = [UInt16](repeating: 0, count: 256)
    let others = (0..<256).filter { !printable.contains($0) }
    for (token, byte) in (printable + others).enumerated() { result[byte] = UInt16(token) }
    return result
  }()

  init() {
    slots = Array(repeating: (0, 0), count: 1 << Self.slotBits)
    let merges = StaticTable<UInt16>(lorac_clip_merges())
    for index in 0..<merges.count / 2 {
      let pair = Self.pair(merges[2 * index], merges[2 * index + 1])
      slots[slot(of: pair)] = (pair, UInt16(Self.firstMerged + index))
    }
  }

  private static func pair(_ first: UInt16, _ second: UInt16) -> UInt32 { UInt32(first) << 16 | UInt32(second) }

  /// The slot that holds a pair, or the free one where it would be.
  private func slot(of pair: UInt32) -> Int {
    var slot = Int(truncatingIfNeeded: (pair &* 0x9E37_79B1) >> UInt32(32 - Self.slotBits))
    while slots[slot].token != 0, slots[slot].pair != pair { slot = (slot + 1) & (1 << Self.slotBits - 1) }
    return slot
  }

  /// What two tokens merge into; a number greater than any token if they do not.
  private func merged(_ first: UInt16, _ second: UInt16) -> UInt16 {
    let token = slots[slot(of: Self.pair(first, second))].token
    return token == 0 ? .max : token
  }

  /// Appends the tokens of one word of at least one byte.
  ///
  /// What has the smallest token merges first: tokens are numbered in the order of CLIP's merges.
  func encode(_ word: some Sequence<UInt8>, into output: inout [UInt16]) {
    let start = output.count
    for byte in word { output.append(Self.tokensOfBytes[Int(byte)]) }
    output[output.count - 1] += Self.endOfWord
    while output.count - start > 1 {
      var best = UInt16.max
      for index in start..<output.count - 1 { best = min(best, merged(output[index], output[index + 1])) }
      if best == .max { return }
      merge(&output, from: start, into: best)
    }
  }

  /// Merges all pairs that make up a token, from left to right.
  private func merge(_ tokens: inout [UInt16], from start: Int, into token: UInt16) {
    var (source, target) = (start, start)
    while source < tokens.count {
      let isPair = source + 1 < tokens.count && merged(tokens[source], tokens[source + 1]) == token
      tokens[target] = isPair ? token : tokens[source]
      source += isPair ? 2 : 1
      target += 1
    }
    tokens.removeLast(source - target)
  }
}
