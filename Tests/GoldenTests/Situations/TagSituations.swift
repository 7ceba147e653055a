import LoracDiagnostics
import LoracTags

extension Situation {
  /// Edits of tags that fit nothing, or make no sense, LR0950 to LR0956.
  static let tags: [Situation] = [
    edits("LR0950", "misspelt", "remove: [lip, 1girl]", TagEdit(.remove(["lip", "1girl"]))),
    edits(
      "LR0950", "removed", "remove: lips\nremove: lips", TagEdit(.remove(["lips"])), TagEdit(.remove(["lips"]))),
    edits(
      "LR0950", "elsewhere", "remove: lips\nimages: 2.png", TagEdit(.remove(["lips"]), images: ["2.png"])),
    edits("LR0950", "sentence", "remove: black hair", TagEdit(.remove(["black hair"]))),
    edits("LR0950", "words", "remove: 'text:blue hair'", TagEdit(.remove(["text:blue hair"]))),
    edits("LR0950", "group", "remove: '@headwear'", TagEdit(.remove(["@headwear"]))),
    edits("LR0950", "glob", "remove: 'white *'", TagEdit(.remove(["white *"]))),
    edits(
      "LR0951", "misspelt", "add: cup\nimages: 30_zhang/1.png", TagEdit(.add(["cup"]), images: ["30_zhang/1.png"])),
    edits("LR0952", "subject", "require: '@subject'", TagEdit(.require(["@subject"]))),
    edits("LR0953", "keep", "keep_only: 1girl", TagEdit(.keepOnly(["1girl"]))),
    edits("LR0954", "misspelt", "remove: '@facial-feature'", TagEdit(.remove(["@facial-feature"]))),
    edits("LR0954", "unknown", "remove: '@zzz'", TagEdit(.remove(["@zzz"]))),
    vocabulary("LR0955", "two", "groups: {a: ['@b'], b: ['@a']}", groups: [("a", ["@b"]), ("b", ["@a"])]),
    vocabulary("LR0956", "two", "implications: {hat: cap, cap: hat}", implications: [("hat", "cap"), ("cap", "hat")]),
  ]

  private static let captions = ["1girl, lips, smile", "solo, long hair", "a woman with black hair wearing a hat"]

  /// What is found when edits are applied; `text` is how a recipe has them, line by line.
  private static func edits(_ code: String, _ name: String, _ text: String, _ edits: TagEdit...) -> Situation {
    Situation(code, name) { _ in
      let images = captions.enumerated().map {
        ImageCaption(folder: "train/30_Zhang", file: "\($0.offset + 1).png", text: $0.element)
      }
      let lines = text.split(separator: "\n").map { "    \($0.hasPrefix("images") ? " " : "-") \($0)" }
      return diagnostics(
        TagEditor(edits).apply(to: images).findings, edits, ["prepare:", "  edits:"] + lines)
    }
  }

  private static func vocabulary(
    _ code: String, _ name: String, _ text: String, groups: [(String, [String])] = [],
    implications: [(String, String)] = []
  ) -> Situation {
    let vocabulary = TagVocabulary(
      groups: groups.map { (name: $0.0, entries: $0.1) }, implications: implications.map { .init($0.0, [$0.1]) })
    return Situation(code, name) { _ in diagnostics(vocabulary.findings, [], ["prepare:", "  \(text)"]) }
  }

  /// The diagnostics with places in a recipe of these lines: an edit's line, or the line behind the block's key.
  private static func diagnostics(_ findings: [TagFinding], _ edits: [TagEdit], _ lines: [String]) -> [Diagnostic] {
    let file = SourceFile(name: "recipe.yaml", text: lines.joined(separator: "\n") + "\n")
    return findings.map { finding in
      Diagnostic.tags(finding, edits: edits) { place in
        let line =
          switch place {
          case .edit(let edit), .name(_, let edit): lines.indices.filter { lines[$0].contains("- ") }[edit]
          case .image: lines.lastIndex { $0.contains("images") } ?? 0
          case .group, .implication: 1
          }
        let bytes = file.lines.bytes(ofLine: line + 1)
        let colon = lines[line].prefix { $0 != ":" }.utf8.count + 2
        return SourceRange(file: file, bytes: bytes.lowerBound + colon..<bytes.upperBound - 1)
      }
    }
  }
}
