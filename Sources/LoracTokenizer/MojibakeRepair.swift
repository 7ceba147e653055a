/// Undoes decoding in the wrong encoding: ftfy's `fix_encoding`.
enum MojibakeRepair {
  /// Repairs until nothing changes any more.
  static func repair(_ text: [CodePoint]) -> [CodePoint] {
    var text = text
    while true {
      let repaired = repairedOnce(text)
      if repaired == text { return text }
      text = repaired
    }
  }

  /// C1 control characters as the Windows-1252 characters of the same bytes.
  static func replacingControls(_ text: [CodePoint]) -> [CodePoint] {
    guard text.contains(where: isControl) else { return text }
    return text.map { isControl($0) ? SingleByteEncoding.windows1252.character(UInt8($0)) : $0 }
  }

  private static func isControl(_ character: CodePoint) -> Bool { (0x80...0x9F).contains(character) }

  private static func repairedOnce(_ text: [CodePoint]) -> [CodePoint] {
    if text.allSatisfy({ $0 < 0x80 }) || !MojibakeDetector.isSuspicious(text) { return text }
    for encoding in SingleByteEncoding.all {
      if let bytes = encoding.encode(text), let decoded = decodedAgain(bytes, from: encoding) { return decoded }
    }
    if let repaired = repairedInParts(text) { return repaired }
    if let repaired = latin1AsWindows1252(text) { return repaired }
    return replacingControls(text)
  }

  private static func decodedAgain(_ bytes: [UInt8], from encoding: SingleByteEncoding) -> [CodePoint]? {
    var bytes = bytes
    // In MacRoman the first byte would be an en dash, which a space follows often.
    if encoding != .macRoman { bytes = ByteRepair.restoringNoBreakSpaces(bytes) }
    if encoding.isSloppy { bytes = ByteRepair.replacingLostSequences(bytes) }
    return UTF8Decoding.decode(bytes, acceptsVariants: bytes.contains(0xED) || bytes.contains(0xC0))
  }

  /// Text in Latin-1 with C1 characters, when all of them mean something in Windows-1252.
  private static func latin1AsWindows1252(_ text: [CodePoint]) -> [CodePoint]? {
    guard text.allSatisfy({ $0 <= 0xFF }), text.contains(where: isControl) else { return nil }
    let unassigned: Set<CodePoint> = [0x81, 0x8D, 0x8F, 0x90, 0x9D]
    return text.contains(where: unassigned.contains) ? nil : replacingControls(text)
  }

  /// Repairs stretches that look like UTF-8 read in a single-byte encoding (UTF8_DETECTOR_RE); nil if none changes.
  private static func repairedInParts(_ text: [CodePoint]) -> [CodePoint]? {
    let classes = text.map(CharacterClass.init)
    var result: [CodePoint] = []
    var position = 0
    while position < text.count {
      let end = endOfStretch(classes, from: position)
      guard end > position else {
        result.append(text[position])
        position += 1
        continue
      }
      let stretch = Array(text[position..<end])
      let isPart = stretch.count < text.count
      result += isPart && MojibakeDetector.isSuspicious(stretch) ? repair(stretch) : stretch
      position = end
    }
    return result == text ? nil : result
  }

  /// The end of the sequences that begin at a position; the position itself if none does.
  private static func endOfStretch(_ classes: [CharacterClass], from start: Int) -> Int {
    if start > 0, classes[start - 1].isStrictContinuation { return start }
    var end = start
    while end < classes.count {
      let continuations = classes[(end + 1)...].prefix(3).prefix { $0.isContinuation }.count
      let first = classes[end]
      if first.beginsTwo, continuations >= 1 {
        end += 2
      } else if first.beginsThree, continuations >= 2 {
        end += 3
      } else if first.beginsFour, continuations >= 3 {
        end += 4
      } else {
        break
      }
    }
    return end
  }
}
