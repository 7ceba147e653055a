/// Turns the bytes of a caption file into the text that sd-scripts uses (train_util.py:1946-1970).
package enum CaptionText {
  /// The caption of a file's bytes.
  ///
  /// - Parameters:
  ///   - bytes: The whole file.
  ///   - source: Where the file was found.
  ///   - usesAllLines: Keeps every line that is not blank (`enable_wildcard`); otherwise only the first line counts.
  /// - Returns: The caption, or why it cannot be used.
  package static func caption(
    of bytes: [UInt8], source: Caption.Source = .file, usesAllLines: Bool = false
  ) -> Caption {
    bytes.withUnsafeBytes { caption(of: $0, source: source, usesAllLines: usesAllLines) }
  }

  static func caption(
    of bytes: UnsafeRawBufferPointer, source: Caption.Source, usesAllLines: Bool
  ) -> Caption {
    guard !bytes.isEmpty else { return Caption(source: source, problem: .empty) }
    if let offset = UTF8Check.firstInvalid(bytes) { return Caption(source: source, problem: .notUTF8(offset: offset)) }
    var traits: Caption.Traits = []
    if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { traits.insert(.byteOrderMark) }
    let isEnd: (UInt8) -> Bool = { $0 == 0x0A || $0 == 0x0D }
    let firstEnd = bytes.firstIndex(where: isEnd) ?? bytes.count
    var text: String
    if usesAllLines {
      // Python's universal newlines; "\r\n" leaves an empty piece, dropped like any blank line.
      let lines = bytes.split(whereSeparator: isEnd).map { strip($0) }
      text = lines.filter { !$0.isEmpty }.joined(separator: "\n")
    } else {
      text = strip(bytes[..<firstEnd])
      let hasMore = firstEnd < bytes.count && bytes[firstEnd...].contains { $0 > 0x20 }
      if hasMore { traits.insert(.unusedLines) }
    }
    if text.isEmpty { traits.insert(.blank) }
    return Caption(source: source, text: text, traits: traits)
  }

  /// `str.strip()` of bytes known to be UTF-8, with one copy where the ends are ASCII.
  private static func strip(_ line: Slice<UnsafeRawBufferPointer>) -> String {
    let isSpace: (UInt8) -> Bool = { $0 == 0x20 || (0x09...0x0D).contains($0) || (0x1C...0x1F).contains($0) }
    guard let first = line.firstIndex(where: { !isSpace($0) }), let last = line.lastIndex(where: { !isSpace($0) })
    else { return "" }
    let text = String(decoding: line[first...last], as: UTF8.self)
    return line[first] < 0x80 && line[last] < 0x80 ? text : PythonText.strip(text)
  }
}
