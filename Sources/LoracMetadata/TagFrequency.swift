internal import LoracJSON

/// How often each tag stands in the captions of each folder, in the order of first sight.
///
/// As sd-scripts counts (library/train_util.py:800-810): captions are split at commas whatever the separator, tags are
/// stripped and in lower case; folders of the same name count together; repeats do not count.
struct TagFrequency {
  private var folders: [(name: String, tags: Tags)] = []

  private struct Tags {
    var order: [String] = []
    var counts: [String: Int] = [:]

    mutating func add(_ tag: String) {
      if counts[tag] == nil { order.append(tag) }
      counts[tag, default: 0] += 1
    }
  }

  /// Adds the captions of a folder.
  mutating func add(_ captions: some Sequence<String>, folder name: String) {
    let place = folders.firstIndex { $0.name == name } ?? folders.count
    if place == folders.count { folders.append((name, Tags())) }
    for caption in captions {
      for part in caption.split(separator: ",") {
        let tag = PythonCase.strip(part)
        if !tag.isEmpty { folders[place].tags.add(PythonCase.lowercased(tag)) }
      }
    }
  }

  /// Adds the folders of `other` whose names are new, as is done across datasets.
  mutating func merge(_ other: TagFrequency) {
    for folder in other.folders where !folders.contains(where: { $0.name == folder.name }) { folders.append(folder) }
  }

  /// The counts as JSON.
  var json: JSONValue {
    .object(
      folders.map { folder in
        JSONValue.Member(
          folder.name,
          .object(folder.tags.order.map { JSONValue.Member($0, .integer(folder.tags.counts[$0] ?? 0)) }))
      })
  }
}

/// Python's `str.strip()` and `str.lower()`.
enum PythonCase {
  static func strip(_ text: Substring) -> Substring {
    let scalars = text.unicodeScalars
    guard let first = scalars.firstIndex(where: { !isSpace($0) }), let last = scalars.lastIndex(where: { !isSpace($0) })
    else { return "" }
    return text[first...last]
  }

  private static func isSpace(_ scalar: Unicode.Scalar) -> Bool {
    scalar.properties.isWhitespace || (0x1C...0x1F).contains(scalar.value)
  }

  /// Unlike Swift's, it knows the sigma at the end of a Greek word.
  static func lowercased(_ text: Substring) -> String {
    let scalars = Array(text.unicodeScalars)
    var result = ""
    for (index, scalar) in scalars.enumerated() {
      guard scalar == "\u{3A3}" else {
        result += scalar.properties.lowercaseMapping
        continue
      }
      let before = scalars[..<index].last { !$0.properties.isCaseIgnorable }
      let after = scalars[(index + 1)...].first { !$0.properties.isCaseIgnorable }
      let isFinal = before?.properties.isCased == true && after?.properties.isCased != true
      result.unicodeScalars.append(isFinal ? "\u{3C2}" : "\u{3C3}")
    }
    return result
  }
}
