/// Breaks sentences into lines.
package enum TextWrapping {
  /// The lines of `text` in at most `width` columns; words that are longer stay whole, line feeds are kept.
  package static func lines(_ text: String, width: Int) -> [String] {
    text.split(separator: "\n", omittingEmptySubsequences: false).flatMap { line(String($0), width: width) }
  }

  private static func line(_ text: String, width: Int) -> [String] {
    guard DisplayWidth.columns(text) > width else { return [trimmed(text)] }
    var lines: [String] = []
    var current = String(text.prefix { $0 == " " })
    var currentWidth = current.count
    var isFirst = true
    for word in text.split(separator: " ") {
      let wordWidth = DisplayWidth.columns(word)
      if !isFirst, currentWidth + 1 + wordWidth > width {
        lines.append(current)
        (current, currentWidth) = (String(word), wordWidth)
        continue
      }
      current += isFirst ? word : " \(word)"
      currentWidth += wordWidth + (isFirst ? 0 : 1)
      isFirst = false
    }
    lines.append(trimmed(current))
    return lines
  }

  private static func trimmed(_ text: String) -> String {
    var text = text
    while text.last == " " { text.removeLast() }
    return text
  }
}
