/// Edits that look for names.
extension TagWorkbench {
  /// Deletes the items that fit a name, and words of sentences.
  mutating func remove(_ names: [String], _ scope: [Int], _ number: Int) {
    var matcher = NameMatcher(names, groups: vocabulary.groups)
    let before = tags(of: scope)
    forEachLine(scope) { bench, image, line in
      var kept: [TagItem] = []
      for item in bench.lines[image][line] {
        let hits = matcher.hits(item.tag, bench.table)
        if let whole = hits.first(where: { $0.phrase == nil }) {
          bench.note(.removed(Self.reason(names[whole.name])), item, image: image, line: line, edit: number)
        } else if let first = hits.first {
          let text = hits.reduce(item.text) { Sentence.replacing($1.phrase ?? [], in: $0, by: "") ?? $0 }
          let kind: TagChange.Kind = text.isEmpty ? .removed(Self.reason(names[first.name])) : .renamed(to: text)
          bench.note(kind, item, image: image, line: line, edit: number)
          if !text.isEmpty { kept.append(bench.table.item(text)) }
        } else {
          kept.append(item)
        }
      }
      bench.lines[image][line] = kept
    }
    reportUnused(names, matcher, before, scope, number)
  }

  /// Replaces the items that fit an old name, and words of sentences.
  mutating func rename(_ renamings: [TagEdit.Renaming], _ scope: [Int], _ number: Int) {
    let names = renamings.map(\.old)
    var matcher = NameMatcher(names, groups: vocabulary.groups)
    let before = tags(of: scope)
    let replacements = renamings.map { TagList($0.new).items }
    forEachLine(scope) { bench, image, line in
      let items = bench.lines[image][line]
      let hits = items.map { matcher.hits($0.tag, bench.table) }
      guard hits.contains(where: { !$0.isEmpty }) else { return }
      var present = Set(zip(items, hits).filter { $0.1.isEmpty }.map { $0.0.tag })
      var result: [TagItem] = []
      for (item, hits) in zip(items, hits) {
        guard let hit = hits.first(where: { $0.phrase == nil }) ?? hits.first else {
          result.append(item)
          continue
        }
        let wanted = bench.replacement(of: item, hit, hits, renamings, replacements)
        let new = wanted.map { bench.table.item($0) }.filter { present.insert($0.tag).inserted }
        if new.map(\.text) != [item.text] {
          let reason: TagReason = wanted.first.map { .duplicate(of: $0) } ?? Self.reason(names[hit.name])
          let kind: TagChange.Kind =
            new.isEmpty ? .removed(reason) : .renamed(to: new.map(\.text).joined(separator: ", "))
          bench.note(kind, item, image: image, line: line, edit: number)
        }
        result += new
      }
      bench.lines[image][line] = result
    }
    reportUnused(names, matcher, before, scope, number)
  }

  private func replacement(
    of item: TagItem, _ hit: NameMatcher.Hit, _ hits: [NameMatcher.Hit], _ renamings: [TagEdit.Renaming],
    _ replacements: [[String]]
  ) -> [String] {
    guard hit.phrase != nil else {
      let emphasis = EmphasizedTag(item.text)
      return replacements[hit.name].map { emphasis.around($0) }
    }
    let text = hits.reduce(item.text) {
      Sentence.replacing($1.phrase ?? [], in: $0, by: renamings[$1.name].new) ?? $0
    }
    return text.isEmpty ? [] : [text]
  }

  /// Deletes the items that fit no name.
  mutating func keepOnly(_ names: [String], _ scope: [Int], _ number: Int) {
    var matcher = NameMatcher(names, groups: vocabulary.groups)
    let before = tags(of: scope)
    forEachLine(scope) { bench, image, line in
      bench.lines[image][line] = bench.lines[image][line].filter { item in
        let isKept = !matcher.hits(item.tag, bench.table).isEmpty
        if !isKept { bench.note(.removed(.notKept), item, image: image, line: line, edit: number) }
        return isKept
      }
    }
    reportUnused(names, matcher, before, scope, number)
  }

  /// Reports the images that have none of the names; in sentences, names also count as words.
  mutating func require(_ names: [String], _ scope: [Int], _ number: Int) {
    var matcher = NameMatcher(names, groups: vocabulary.groups)
    var missing: [String] = []
    for image in scope {
      let isThere = lines[image].allSatisfy { line in line.contains { matcher.isMentioned(in: $0.tag, table) } }
      if !isThere || lines[image].isEmpty { missing.append(name(of: image)) }
    }
    for (place, name) in names.enumerated() {
      guard case .group(let group) = TagPattern(name), vocabulary.groups[group] == nil else { continue }
      findings.append(
        .unknownGroup(
          group, at: .name(place, edit: number),
          suggestion: TagSuggestion.nearest(to: group, among: vocabulary.groups.names)))
    }
    if !missing.isEmpty { findings.append(.missing(names, images: missing, of: scope.count, at: .edit(number))) }
  }

  /// Why a tag that fits a name is deleted.
  private static func reason(_ name: String) -> TagReason {
    if case .group(let group) = TagPattern(name) { return .group(group) }
    return .named(name)
  }
}
