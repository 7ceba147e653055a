package import LoracJSON
internal import LoracTags

/// A report as JSON.
package enum TagReportDocument {
  /// The document.
  package static func value(_ report: TagReport) -> JSONValue {
    [
      "images": .array(zip(report.captions, report.tokens).map { image($0, tokens: $1, report) }),
      "tags": .array(
        report.frequencies.map { ["tag": .string($0.tag), "before": .integer($0.before), "after": .integer($0.after)] }),
      "once": .array(report.once.map { ["tag": .string($0.tag), "image": $0.image.map { .string($0) } ?? .null] }),
      "without_subject": .array(report.withoutSubject.map { .string($0) }),
      "tokens": [
        "limit": .integer(report.settings.tokenLimit), "most": .integer(report.tokens.max() ?? 0),
        "cut_off": .array(report.tooLong.map { ["image": .string($0.image), "tokens": .integer($0.tokens)] }),
      ],
    ]
  }

  private static func image(_ caption: EditedCaption, tokens: Int, _ report: TagReport) -> JSONValue {
    [
      "folder": .string(caption.image.folder), "file": .string(caption.image.file),
      "before": caption.image.text.map { .string($0) } ?? .null, "after": caption.text.map { .string($0) } ?? .null,
      "tags_before": lines(caption.tagsBefore), "tags": lines(caption.tags), "tokens": .integer(tokens),
      "changes": .array(caption.changes.map { change($0, report) }),
    ]
  }

  /// One list, or one for each line of a caption that has several.
  private static func lines(_ lines: [[String]]) -> JSONValue {
    let lists = lines.map { JSONValue.array($0.map { .string($0) }) }
    return lists.count == 1 ? lists[0] : .array(lists)
  }

  private static func change(_ change: TagChange, _ report: TagReport) -> JSONValue {
    var members: [JSONValue.Member] = [.init("tag", .string(change.tag))]
    switch change.kind {
    case .added: members.append(.init("kind", "added"))
    case .moved: members.append(.init("kind", "moved"))
    case .renamed(let new): members += [.init("kind", "renamed"), .init("to", .string(new))]
    case .removed(let reason): members += [.init("kind", "removed")] + Self.reason(reason)
    }
    members.append(.init("edit", .integer(change.edit + 1)))
    if report.settings.edits.indices.contains(change.edit) {
      members.append(.init("operation", .string(report.settings.edits[change.edit].operation.keyword)))
    }
    if report.settings.places.indices.contains(change.edit) {
      members.append(.init("place", .string(report.settings.places[change.edit])))
    }
    return .object(members)
  }

  private static func reason(_ reason: TagReason) -> [JSONValue.Member] {
    func members(_ reason: String, _ key: String, _ value: JSONValue) -> [JSONValue.Member] {
      [.init("reason", .string(reason)), .init(key, value)]
    }
    switch reason {
    case .named(let name): return members("named", "name", .string(name))
    case .group(let name): return members("group", "group", .string(name))
    case .duplicate(let tag): return members("duplicate", "of", .string(tag))
    case .implied(let tag): return members("implied", "by", .string(tag))
    case .notKept: return [.init("reason", "not_kept")]
    case .beyond(let count): return members("beyond", "limit", .integer(count))
    }
  }
}
