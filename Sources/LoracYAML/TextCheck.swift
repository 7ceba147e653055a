internal import LoracDiagnostics

/// Refuses what is no text that a recipe can be made of, before libyaml sees it.
enum TextCheck {
  /// The size above which a recipe is surely some other file, in bytes.
  static let largestByteCount = 4 << 20

  /// Checks size, encoding and characters.
  ///
  /// Returns the offset where YAML begins (behind a byte order mark), or nil after an error.
  static func check(_ file: SourceFile, into diagnostics: inout DiagnosticList) -> Int? {
    guard file.bytes.count <= largestByteCount else {
      diagnostics.append(.fileTooLarge(file, limit: largestByteCount))
      return nil
    }
    if let encoding = foreignEncoding(file.bytes) {
      diagnostics.append(.foreignEncoding(file, encoding))
      return nil
    }
    let bytes = file.bytes
    do {
      _ = try UTF8Span(validating: bytes.span)
    } catch {
      diagnostics.append(.invalidUTF8(SourceRange(file: file, bytes: error.byteOffsets)))
      return nil
    }
    let start = start(of: bytes)
    let isClean = checkCharacters(file, from: start, into: &diagnostics)
    return isClean ? start : nil
  }

  /// The offset where YAML begins: behind a byte order mark.
  static func start(of bytes: [UInt8]) -> Int { bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0 }

  /// Whether a line that ends a document, `...`, begins in `bytes`.
  static func hasDocumentEnd(_ file: SourceFile, in bytes: Range<Int>) -> Bool {
    guard !bytes.isEmpty else { return false }
    let lines = file.lines.line(at: bytes.lowerBound)...file.lines.line(at: bytes.upperBound)
    return lines.contains { line in
      let place = file.lines.bytes(ofLine: line)
      return bytes.contains(place.lowerBound) && file.bytes[place].starts(with: "...".utf8)
    }
  }

  /// Whether 1-based `line` is `...` and nothing else but a comment.
  static func isDocumentEnd(_ file: SourceFile, line: Int) -> Bool {
    let text = file.bytes[file.lines.bytes(ofLine: line)]
    guard text.starts(with: "...".utf8) else { return false }
    let rest = text.dropFirst(3).drop { $0 <= 0x20 }
    return rest.isEmpty || rest.first == UInt8(ascii: "#")
  }

  /// The name of the encoding that the text has instead of UTF-8, if its first bytes tell.
  ///
  /// Latin text in UTF-16 has a zero in every second byte.
  private static func foreignEncoding(_ bytes: [UInt8]) -> String? {
    if bytes.starts(with: [0xFF, 0xFE]) || bytes.starts(with: [0xFE, 0xFF]) { return "UTF-16" }
    let prefix = bytes.prefix(64)
    guard prefix.count >= 8 else { return nil }
    let isUTF16 = [0, 1].contains { parity in
      let half = prefix.indices.filter { $0 % 2 == parity }
      return half.count { prefix[$0] == 0 } * 2 > half.count
    }
    return isUTF16 ? "UTF-16" : nil
  }

  /// Reports the first of each forbidden character; returns whether there is none.
  private static func checkCharacters(
    _ file: SourceFile, from start: Int, into diagnostics: inout DiagnosticList
  ) -> Bool {
    var occurrences: [UInt32: [Range<Int>]] = [:]
    var index = start
    let bytes = file.bytes
    while index < bytes.count {
      let byte = bytes[index]
      if (0x20..<0x7F).contains(byte) {
        index += 1
        continue
      }
      let (scalar, length) = decode(bytes, at: index)
      if isForbidden(scalar) { occurrences[scalar, default: []].append(index..<index + length) }
      index += length
    }
    for (scalar, places) in occurrences.sorted(by: { $0.key < $1.key }) {
      diagnostics.append(.forbiddenCharacter(scalar, places.map { SourceRange(file: file, bytes: $0) }))
    }
    return occurrences.isEmpty
  }

  /// Control characters (YAML 1.2.2, 5.1), byte order marks within the text, and the line ends of Unicode, which are
  /// line breaks to YAML 1.1 (and libyaml, even in comments) but not to YAML 1.2.
  private static func isForbidden(_ scalar: UInt32) -> Bool {
    switch scalar {
    case 0x09, 0x0A, 0x0D: false
    case 0..<0x20, 0x7F...0x9F, 0x2028, 0x2029, 0xFEFF, 0xFFFE, 0xFFFF: true
    default: false
    }
  }

  /// The code point at `index` of valid UTF-8 and its length in bytes.
  private static func decode(_ bytes: [UInt8], at index: Int) -> (scalar: UInt32, length: Int) {
    let first = UInt32(bytes[index])
    let length = first < 0x80 ? 1 : first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4
    let leading = length == 1 ? first : first & (0x7F >> UInt32(length))
    let scalar = (1..<length).reduce(leading) { $0 << 6 | UInt32(bytes[index + $1] & 0x3F) }
    return (scalar, length)
  }
}
