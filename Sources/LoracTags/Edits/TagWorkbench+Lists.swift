/// Edits of whole lists.
extension TagWorkbench {
  /// Puts tags at the end that are not there.
  mutating func add(_ items: [TagItem], _ image: Int, _ line: Int, _ number: Int) {
    for item in items where !lines[image][line].contains(where: { $0.tag == item.tag }) {
      lines[image][line].append(item)
      note(.added, item, image: image, line: line, edit: number)
    }
  }

  /// Puts tags at the front, once; a sentence at the front that has a tag's words is enough.
  mutating func prepend(_ items: [TagItem], _ image: Int, _ line: Int, _ number: Int) {
    var rest = lines[image][line]
    var front: [TagItem] = []
    for item in items where !front.contains(where: { $0.tag == item.tag }) {
      if let place = rest.firstIndex(where: { $0.tag == item.tag }) {
        let found = rest.remove(at: place)
        front.append(found)
        if place > 0 { note(.moved, found, image: image, line: line, edit: number) }
        continue
      }
      if let first = rest.first, Sentence.isSentence(table.keys[first.tag]),
        Sentence.contains(Sentence.words(table.keys[item.tag].text), in: table.keys[first.tag].text)
      {
        continue
      }
      front.append(item)
      note(.added, item, image: image, line: line, edit: number)
    }
    lines[image][line] = front + rest
  }

  /// Deletes tags that say what others say.
  mutating func dedupe(_ redundancy: TagEdit.Redundancy, _ scope: [Int], _ number: Int) {
    var implied = ImpliedTags(vocabulary.implications, table)
    forEachLine(scope) { bench, image, line in
      let items = bench.lines[image][line]
      var first: [Int: TagItem] = [:]
      var kept: [TagItem] = []
      for item in items {
        if let other = first[item.tag] {
          bench.note(.removed(.duplicate(of: other.text)), item, image: image, line: line, edit: number)
        } else {
          first[item.tag] = item
          kept.append(item)
        }
      }
      if redundancy == .implied {
        let strong = kept.filter { !implied.tags(by: $0.tag).isEmpty }
        kept =
          strong.isEmpty
          ? kept
          : kept.filter { item in
            guard let stronger = strong.first(where: { implied.isImplied(item.tag, by: $0.tag) }) else { return true }
            bench.note(.removed(.implied(by: stronger.text)), item, image: image, line: line, edit: number)
            return false
          }
      }
      bench.lines[image][line] = kept
    }
  }

  /// Deletes the tags behind the first ones.
  mutating func limit(_ count: Int, _ image: Int, _ line: Int, _ number: Int) {
    let count = max(0, count)
    guard lines[image][line].count > count else { return }
    for item in lines[image][line][count...] {
      note(.removed(.beyond(count)), item, image: image, line: line, edit: number)
    }
    lines[image][line] = Array(lines[image][line].prefix(count))
  }

  /// Puts the tags in order.
  mutating func sort(_ order: TagEdit.Order, _ scope: [Int]) {
    let keys = table.keys
    switch order {
    case .keep: return
    case .alphabet: forEachLine(scope) { $0.sort($1, $2) { keys[$0] < keys[$1] } }
    case .frequency:
      let counts = frequencies()
      forEachLine(scope) { $0.sort($1, $2) { counts[$0] > counts[$1] } }
    }
  }

  /// Sorts one line; equal ones stay in order.
  private mutating func sort(_ image: Int, _ line: Int, _ precedes: (Int, Int) -> Bool) {
    let items = lines[image][line]
    // The standard library's sort is stable today but does not promise it.
    let order = items.indices.sorted { left, right in
      if precedes(items[left].tag, items[right].tag) { return true }
      return !precedes(items[right].tag, items[left].tag) && left < right
    }
    lines[image][line] = order.map { items[$0] }
  }
}

/// Which tags of a dataset imply which, found once for each tag.
private struct ImpliedTags {
  private let implications: TagImplications
  private let table: TagTable
  private var known: [Set<Int>?]

  init(_ implications: TagImplications, _ table: TagTable) {
    self.implications = implications
    self.table = table
    known = Array(repeating: nil, count: table.keys.count)
  }

  /// The tags that a tag implies.
  mutating func tags(by stronger: Int) -> Set<Int> {
    if let tags = known[stronger] { return tags }
    let closure = implications.closure(of: table.keys[stronger])
    var tags = Set(closure.tags.compactMap { table.number(of: $0) })
    if !closure.patterns.isEmpty {
      tags.formUnion(table.keys.indices.filter { implications.contains(closure, table.keys[$0]) })
    }
    known[stronger] = tags
    return tags
  }

  /// Whether `stronger` implies `tag`, and not the other way round too.
  mutating func isImplied(_ tag: Int, by stronger: Int) -> Bool {
    tag != stronger && tags(by: stronger).contains(tag) && !tags(by: tag).contains(stronger)
  }
}
