/// The format of the files in `Data`, which hold the groups and implications that lorac knows.
///
/// Lines that begin with `#` are comments. A line `[name] sentence` begins a group; the lines below it are its entries. A
/// line `tag: implied, implied` is an implication. `<color>` in a line stands for each colour in turn.
enum TagDataFile {
  /// The colours of tags such as `blue headwear`.
  static let colors = [
    "aqua", "beige", "black", "blue", "brown", "gold", "green", "grey", "lavender", "light blue", "light brown",
    "maroon", "multicolored", "orange", "pink", "purple", "red", "silver", "tan", "two-tone", "white", "yellow",
  ]

  /// The groups of a file.
  static func groups(_ bytes: [UInt8]) -> [(name: String, group: TagGroups.Group)] {
    var result: [(name: String, group: TagGroups.Group)] = []
    for line in lines(bytes) {
      if line.hasPrefix("["), let end = line.firstIndex(of: "]") {
        let name = String(line[line.index(after: line.startIndex)..<end])
        let summary = String(line[line.index(after: end)...].withoutOuterBlanks)
        result.append((name, TagGroups.Group(summary: summary, entries: [])))
      } else if !result.isEmpty {
        result[result.count - 1].group.entries += expanded(line)
      }
    }
    return result
  }

  /// The implications of a file.
  static func implications(_ bytes: [UInt8]) -> [TagImplications.Rule] {
    lines(bytes).flatMap { line -> [TagImplications.Rule] in
      expanded(line).compactMap { text in
        // The tag itself may have a colon, as `:d` has.
        guard let colon = separator(in: text) else { return nil }
        return TagImplications.Rule(
          String(text[..<colon]),
          text[text.utf8.index(after: colon)...].split(separator: ",").map { String($0.withoutOuterBlanks) })
      }
    }
  }

  /// The first colon with a space behind it.
  private static func separator(in text: String) -> String.Index? {
    var previous: String.Index?
    for index in text.utf8.indices {
      if let previous, text.utf8[index] == UInt8(ascii: " "), text.utf8[previous] == UInt8(ascii: ":") {
        return previous
      }
      previous = index
    }
    return nil
  }

  private static func lines(_ bytes: [UInt8]) -> [String] {
    bytes.split(separator: UInt8(ascii: "\n"))
      .map { String(String(decoding: $0, as: UTF8.self).withoutOuterBlanks) }
      .filter { !$0.isEmpty && !$0.hasPrefix("#") }
  }

  private static func expanded(_ line: String) -> [String] {
    line.contains("<color>") ? colors.map { line.replacing("<color>", with: $0) } : [line]
  }
}
