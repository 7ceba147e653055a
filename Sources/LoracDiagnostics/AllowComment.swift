/// A comment `# lorac: allow LR0412, other-rule reason` in a recipe.
package struct AllowComment: Sendable, Hashable {
  /// One code or slug that the comment names.
  package struct Name: Sendable, Hashable {
    /// As written.
    package var text: String
    /// Where it is written.
    package var range: SourceRange
  }

  /// The whole comment from `#` on, blanks at the end left out.
  package var range: SourceRange
  /// The word after `lorac:`; anything but `allow` is a mistake.
  package var verb: Name
  /// The codes and slugs.
  package var names: [Name]
  /// What follows the names; empty if no reason is given.
  package var reason: String
  /// The 1-based line whose diagnostics the comment silences: its own, or the next one if it stands alone.
  package var targetLine: Int
  /// Whether nothing else is on the comment's line.
  package var standsAlone: Bool

  /// What to delete to remove the comment: the blanks before it too, and the whole line if it stands alone.
  package var removalRange: SourceRange {
    let file = range.file
    if standsAlone {
      let line = file.lines.line(at: range.bytes.lowerBound)
      let bytes = file.content(ofLine: line).lowerBound..<file.lines.bytes(ofLine: line).upperBound
      return SourceRange(file: file, bytes: bytes)
    }
    var start = range.bytes.lowerBound
    while start > 0, Self.isBlank(file.bytes[start - 1]) { start -= 1 }
    return SourceRange(file: file, bytes: start..<range.bytes.upperBound)
  }

  /// The comments of a file that begin with `lorac:`, top to bottom.
  ///
  /// This is a scanner of lines: it knows quotes that open and close on one line, but takes a line of a block scalar or
  /// of a longer quoted text that looks like a comment for one.
  package static func comments(in file: SourceFile) -> [AllowComment] {
    var comments: [AllowComment] = []
    for line in 1...file.lines.count {
      let content = file.content(ofLine: line)
      guard let start = commentStart(file.bytes, content), let comment = parse(file, start..<content.upperBound, line)
      else { continue }
      comments.append(comment)
    }
    // Comments that stand above each other all belong to the first line below them.
    for index in comments.indices.reversed().dropFirst() where comments[index].standsAlone {
      let next = comments[index + 1]
      if next.standsAlone, file.lines.line(at: next.range.bytes.lowerBound) == comments[index].targetLine {
        comments[index].targetLine = next.targetLine
      }
    }
    return comments
  }

  /// The offset of the `#` that begins a comment: at the line's start or after a blank, and not in quotes.
  static func commentStart(_ bytes: [UInt8], _ line: Range<Int>) -> Int? {
    var quote: UInt8?
    var previous = UInt8(ascii: " ")
    var index = line.lowerBound
    while index < line.upperBound {
      let byte = bytes[index]
      if let open = quote {
        if byte == UInt8(ascii: "\\"), open == UInt8(ascii: "\"") { index += 1 }
        // A doubled single quote closes the text and opens it again.
        if byte == open { quote = nil }
      } else if byte == UInt8(ascii: "#"), isBlank(previous) {
        return index
      } else if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'"), opensQuotes(after: previous) {
        quote = byte
      }
      previous = byte
      index += 1
    }
    return nil
  }

  /// Quotes inside a plain word, as in `don't`, open nothing; the second of two single quotes does.
  private static func opensQuotes(after byte: UInt8) -> Bool { isBlank(byte) || "[{,:'".utf8.contains(byte) }

  private static func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 }

  private static func parse(_ file: SourceFile, _ range: Range<Int>, _ line: Int) -> AllowComment? {
    var words = WordReader(file: file, range: range.lowerBound + 1..<range.upperBound)
    guard words.next(separators: "")?.text == "lorac:", let verb = words.next(separators: "") else { return nil }
    var names: [Name] = []
    repeat {
      guard let name = words.next(separators: ",") else { break }
      names.append(name)
    } while words.skip(",")
    var end = range.upperBound
    while end > range.lowerBound, isBlank(file.bytes[end - 1]) { end -= 1 }
    let before = file.bytes[file.content(ofLine: line).lowerBound..<range.lowerBound]
    let standsAlone = before.allSatisfy { isBlank($0) }
    return AllowComment(
      range: SourceRange(file: file, bytes: range.lowerBound..<end), verb: verb, names: names,
      reason: words.rest(upTo: end), targetLine: standsAlone ? line + 1 : line, standsAlone: standsAlone)
  }
}

/// Reads words between blanks.
private struct WordReader {
  let file: SourceFile
  var range: Range<Int>

  private mutating func advance() { range = range.lowerBound + 1..<range.upperBound }

  private mutating func skipBlanks() {
    while let first = range.first, file.bytes[first] == 0x20 || file.bytes[first] == 0x09 { advance() }
  }

  /// The next word; it ends before a blank or one of `separators`.
  mutating func next(separators: String) -> AllowComment.Name? {
    skipBlanks()
    let start = range.lowerBound
    while let first = range.first {
      let byte = file.bytes[first]
      if byte == 0x20 || byte == 0x09 || separators.utf8.contains(byte) { break }
      advance()
    }
    guard start < range.lowerBound else { return nil }
    let place = SourceRange(file: file, bytes: start..<range.lowerBound)
    return AllowComment.Name(text: place.text, range: place)
  }

  /// Skips one separator, with blanks before it; false if something else follows.
  mutating func skip(_ separator: String) -> Bool {
    let before = range
    skipBlanks()
    if let first = range.first, separator.utf8.contains(file.bytes[first]) {
      advance()
      return true
    }
    range = before
    return false
  }

  /// What is left, without blanks around it.
  mutating func rest(upTo end: Int) -> String {
    skipBlanks()
    return range.lowerBound < end ? file.text(range.lowerBound..<end) : ""
  }
}
