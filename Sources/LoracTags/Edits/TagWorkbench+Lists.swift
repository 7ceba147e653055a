/// Edits of whole lists.
extension TagWorkbench {
  /// Puts tags at the end that are not there.
  mutating func add(_ names: [String], _ image: Int, _ line: Int, _ number: Int) {
    for text in names.flatMap({ TagList($0).items }) {
      let item = table.item(text)
      guard !lines[image][line].contains(where: { $0.tag == item.tag }) else { continue }
      lines[image][line].append(item)
      note(.added, item, image: image, line: line, edit: number)
    }
  }

  /// Puts tags at the front, once; a sentence at the front that has a tag's words is enough.
  mutating func prepend(_ names: [String], _ image: Int, _ line: Int, _ number: Int) {
    var rest = lines[image][line]
    var front: [TagItem] = []
    for text in names.flatMap({ TagList($0).items }) {
      let item = table.item(text)
      guard !front.contains(where: { $0.tag == item.tag }) else { continue }
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
    var implied = ImpliedTags(vocabulary.implications)
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
        let unique = kept
        kept = unique.filter { item in
          guard let stronger = unique.first(where: { implied.isImplied(item.tag, by: $0.tag, bench.table) }) else {
            return true
          }
          bench.note(.removed(.implied(by: stronger.text)), item, image: image, line: line, edit: number)
          return false
        }
      }
      bench.lines[image][line] = kept
    }
  }

  /// Deletes the tags behind the first ones.
  mutating func limit(_ count: Int, _ image: Int, _ line: Int, _ number: Int) {
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

/// Which tags of a dataset imply which, found once for each pair.
private struct ImpliedTags {
  private let implications: TagImplications
  private var closures: [Int: TagImplications.Closure] = [:]
  private var pairs: [Int: [Int: Bool]] = [:]

  init(_ implications: TagImplications) { self.implications = implications }

  /// Whether `stronger` implies `tag`, and not the other way round too.
  mutating func isImplied(_ tag: Int, by stronger: Int, _ table: TagTable) -> Bool {
    tag != stronger && holds(tag, in: stronger, table) && !holds(stronger, in: tag, table)
  }

  private mutating func holds(_ tag: Int, in stronger: Int, _ table: TagTable) -> Bool {
    if closures[stronger] == nil { closures[stronger] = implications.closure(of: table.keys[stronger]) }
    guard let closure = closures[stronger], !closure.isEmpty else { return false }
    if let known = pairs[stronger]?[tag] { return known }
    let result = implications.contains(closure, table.keys[tag])
    pairs[stronger, default: [:]][tag] = result
    return result
  }
}
