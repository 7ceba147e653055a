/// Finds which names of an edit a tag fits.
struct NameMatcher {
  /// A name that fits, and the words of a sentence if it is only about these.
  struct Hit {
    /// The name's place in the edit.
    var name: Int
    /// The words; nil if the whole item fits.
    var phrase: [String]?
  }

  private let patterns: [TagPattern]
  private let groups: TagGroups
  private var known: [[Hit]?] = []
  private var mentioned: [Int: Bool] = [:]
  /// Names that fitted anything so far.
  private(set) var used: Set<Int> = []

  /// A matcher of names as they are written.
  init(_ names: [String], groups: TagGroups) {
    patterns = names.map { TagPattern($0) }
    self.groups = groups
  }

  /// The names that a tag fits, in the order of the edit.
  mutating func hits(_ tag: Int, _ table: TagTable) -> [Hit] {
    if tag >= known.count { known += Array(repeating: nil, count: max(table.keys.count, tag + 1) - known.count) }
    if let hits = known[tag] { return hits }
    let key = table.keys[tag]
    let hits = patterns.indices.flatMap { place in Self.hits(patterns[place], place, key, groups) }
    known[tag] = hits
    used.formUnion(hits.map(\.name))
    return hits
  }

  private static func hits(_ pattern: TagPattern, _ place: Int, _ key: TagKey, _ groups: TagGroups) -> [Hit] {
    switch pattern {
    case .tag(let wanted): return wanted == key ? [Hit(name: place)] : []
    case .glob(let text): return Glob(text).matches(key.text) ? [Hit(name: place)] : []
    case .phrase(let words): return Sentence.contains(words, in: key.text) ? [Hit(name: place, phrase: words)] : []
    case .group(let name):
      let members = groups.members(of: name)
      if members.contains(key) { return [Hit(name: place)] }
      return members.phrases.filter { Sentence.contains($0, in: key.text) }.map { Hit(name: place, phrase: $0) }
    }
  }

  /// Whether a tag fits a name, or is a sentence in which one stands as words.
  mutating func isMentioned(in tag: Int, _ table: TagTable) -> Bool {
    if !hits(tag, table).isEmpty { return true }
    if let known = mentioned[tag] { return known }
    let result = isMentioned(in: table.keys[tag])
    mentioned[tag] = result
    return result
  }

  private func isMentioned(in key: TagKey) -> Bool {
    guard Sentence.isSentence(key) else { return false }
    let text = Sentence.words(key.text)
    return patterns.contains { pattern in
      switch pattern {
      case .tag(let wanted): Sentence.contains(Sentence.words(wanted.text), in: text)
      case .group(let name):
        groups.members(of: name).tags.contains { Sentence.contains(Sentence.words($0.text), in: text) }
      case .glob, .phrase: false
      }
    }
  }
}
