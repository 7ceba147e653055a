internal import LoracTags

/// Counts tags over images.
struct FrequencyTable {
  private struct Entry {
    var spellings: [String: Int] = [:]
    var before = 0
    var after = 0
    var image: String?
  }

  private var entries: [TagKey: Entry] = [:]

  /// The tags of captions, before and after.
  init(_ captions: [EditedCaption]) {
    for caption in captions {
      for (key, tag) in Self.distinct(caption.tagsBefore) {
        entries[key, default: Entry()].before += 1
        entries[key, default: Entry()].spellings[tag, default: 0] += 1
      }
      for (key, tag) in Self.distinct(caption.tags) {
        entries[key, default: Entry()].after += 1
        entries[key, default: Entry()].spellings[tag, default: 0] += 1
        if entries[key]?.image == nil { entries[key]?.image = caption.image.name }
      }
    }
  }

  private static func distinct(_ lines: [[String]]) -> [TagKey: String] {
    var result: [TagKey: String] = [:]
    for tag in lines.joined() { result[TagKey(tag)] = result[TagKey(tag)] ?? tag }
    return result
  }

  /// The most frequent first, in the alphabet's order where they are equal.
  var sorted: [TagReport.Frequency] {
    let order = entries.sorted { left, right in
      if left.value.after != right.value.after { return left.value.after > right.value.after }
      if left.value.before != right.value.before { return left.value.before > right.value.before }
      return left.key < right.key
    }
    return order.map { key, entry in
      let tag = entry.spellings.max { ($0.value, $1.key) < ($1.value, $0.key) }?.key ?? key.text
      return TagReport.Frequency(tag: tag, before: entry.before, after: entry.after, image: entry.image)
    }
  }
}
