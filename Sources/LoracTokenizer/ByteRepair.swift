/// Repairs of bytes that are almost UTF-8, before they are decoded (ftfy, fixes.py).
enum ByteRepair {
  private static let (space, noBreakSpace): (UInt8, UInt8) = (0x20, 0xA0)
  private static let (substitute, questionMark): (UInt8, UInt8) = (0x1A, 0x3F)

  /// Puts A0 back where a space stands in its place within a sequence (ALTERED_UTF8_RE, `restore_byte_a0`).
  static func restoringNoBreakSpaces(_ bytes: [UInt8]) -> [UInt8] {
    guard replacing(bytes, alteredLength, by: { _ in [] }) != nil else { return bytes }
    let separated = replacing(bytes, graveWordLength, by: { _ in [0xC3, noBreakSpace, space] }) ?? bytes
    let restore = { (match: ArraySlice<UInt8>) in match.map { $0 == space ? noBreakSpace : $0 } }
    return replacing(separated, alteredLength, by: restore) ?? separated
  }

  /// Replaces sequences that lost a byte by U+FFFD (LOSSY_UTF8_RE, `replace_lossy_sequences`).
  static func replacingLostSequences(_ bytes: [UInt8]) -> [UInt8] {
    replacing(bytes, lostLength, by: { _ in [0xEF, 0xBF, 0xBD] }) ?? bytes
  }

  /// Replaces what `length` finds, from left to right; nil if it finds nothing.
  private static func replacing(
    _ bytes: [UInt8], _ length: (ArraySlice<UInt8>) -> Int?, by replacement: (ArraySlice<UInt8>) -> [UInt8]
  ) -> [UInt8]? {
    var result: [UInt8] = []
    var found = false
    var position = 0
    while position < bytes.count {
      if let length = length(bytes[position...]) {
        result += replacement(bytes[position..<position + length])
        position += length
        found = true
      } else {
        result.append(bytes[position])
        position += 1
      }
    }
    return found ? result : nil
  }

  /// Whether the bytes begin as the tests say, one test per byte.
  private static func begins(_ bytes: ArraySlice<UInt8>, _ tests: ((UInt8) -> Bool)...) -> Bool {
    bytes.count >= tests.count && zip(bytes, tests).allSatisfy { $1($0) }
  }

  private static func isLost(_ byte: UInt8) -> Bool { byte == substitute || byte == questionMark }
  private static func isSpace(_ byte: UInt8) -> Bool { byte == space }
  private static func isContinuation(_ byte: UInt8) -> Bool { byte & 0xC0 == 0x80 }
  /// Continuations but 85 and A0, which would be an ellipsis or the space itself.
  private static func isTelling(_ byte: UInt8) -> Bool { isContinuation(byte) && byte != 0x85 && byte != noBreakSpace }

  private static func alteredLength(_ bytes: ArraySlice<UInt8>) -> Int? {
    guard let first = bytes.first, first >= 0xC2 else { return nil }
    let second = bytes.dropFirst()
    switch first {
    case 0xC2, 0xC3, 0xC5, 0xCE, 0xD0, 0xD9: return begins(second, isSpace) ? 2 : nil
    case 0xE0...0xE3:
      if first >= 0xE2, begins(second, isSpace, isTelling) { return 3 }
      return begins(second, isTelling, isSpace) ? 3 : nil
    case 0xF0:
      let isFound =
        begins(second, isSpace, isContinuation, isContinuation)
        || begins(second, isContinuation, isSpace, isContinuation)
        || begins(second, isContinuation, isContinuation, isSpace)
      return isFound ? 4 : nil
    default: return nil
    }
  }

  /// "à" as a word of its own: C3 and a space not followed by what makes it a Portuguese word (A_GRAVE_WORD_RE).
  private static func graveWordLength(_ bytes: ArraySlice<UInt8>) -> Int? {
    guard bytes.starts(with: [0xC3, space]) else { return nil }
    let rest = bytes.dropFirst(2)
    return [" ", "quele", "quela", "quilo", "s "].contains { rest.starts(with: $0.utf8) } ? nil : 2
  }

  private static func lostLength(_ bytes: ArraySlice<UInt8>) -> Int? {
    guard let first = bytes.first, first == substitute || first >= 0xC2 else { return nil }
    func isKept(_ byte: UInt8) -> Bool { byte == substitute || isContinuation(byte) }
    let rest = bytes.dropFirst()
    if begins(bytes, { (0xC2...0xDF).contains($0) }, { $0 == substitute }) { return 2 }
    if begins(bytes, { (0xC2...0xC3).contains($0) }, { $0 == questionMark }) { return 2 }
    if let length = lostSurrogateLength(bytes) { return length }
    switch first {
    case 0xE0...0xEF: return begins(rest, isLost, isKept) || begins(rest, isKept, isLost) ? 3 : nil
    case 0xF0...0xF4:
      let isFound =
        begins(rest, isLost, isKept, isKept) || begins(rest, isKept, isLost, isKept)
        || begins(rest, isKept, isKept, isLost)
      return isFound ? 4 : nil
    case substitute: return 1
    default: return nil
    }
  }

  /// Two halves of a surrogate pair of which at least one lost its last byte.
  private static func lostSurrogateLength(_ bytes: ArraySlice<UInt8>) -> Int? {
    guard bytes.count >= 6 else { return nil }
    let byte = Array(bytes.prefix(6))
    guard byte[0] == 0xED, (0xA0...0xAF).contains(byte[1]), byte[3] == 0xED, (0xB0...0xBF).contains(byte[4])
    else { return nil }
    let isPossible = { (byte: UInt8) in isLost(byte) || isContinuation(byte) }
    let isFound = isLost(byte[2]) && isPossible(byte[5]) || isPossible(byte[2]) && isLost(byte[5])
    return isFound ? 6 : nil
  }
}
