internal import LoracTags

/// The changes of one caption in words, those of one kind and reason together.
struct ChangeText {
  /// What a line is about, which decides its mark and colour.
  enum Kind: String {
    case removed = "-"
    case added = "+"
    case renamed = "~"
    case moved = "^"
  }

  /// One line.
  struct Line {
    var kind: Kind
    var text: String
    var reason: String
  }

  /// The lines of a caption's changes.
  static func lines(_ caption: EditedCaption, in report: TagReport) -> [Line] {
    var lines: [Line] = []
    for change in caption.changes {
      let line = line(change, in: report, numbered: caption.tags.count > 1)
      if let last = lines.last, last.kind == line.kind, last.reason == line.reason {
        lines[lines.count - 1].text += ", \(line.text)"
      } else {
        lines.append(line)
      }
    }
    return lines
  }

  private static func line(_ change: TagChange, in report: TagReport, numbered: Bool) -> Line {
    let place = report.place(ofEdit: change.edit) + (numbered ? ", line \(change.line + 1)" : "")
    switch change.kind {
    case .removed(let reason):
      return Line(kind: .removed, text: change.tag, reason: reason.words.map { "\($0), \(place)" } ?? place)
    case .added: return Line(kind: .added, text: change.tag, reason: place)
    case .renamed(let new): return Line(kind: .renamed, text: "\(change.tag) → \(new)", reason: place)
    case .moved: return Line(kind: .moved, text: change.tag, reason: "to the front, \(place)")
    }
  }
}

extension TagReason {
  /// Why, in words; nil where the edit's place says it all.
  var words: String? {
    switch self {
    case .named(let name): name.contains("*") || name.contains("?") || name.hasPrefix("text:") ? "'\(name)'" : nil
    case .group(let name): "@\(name)"
    case .duplicate(let tag): "again '\(tag)'"
    case .implied(let tag): "'\(tag)' says it"
    case .notKept: "not among those kept"
    case .beyond(let count): "beyond \(count) tags"
    }
  }
}
