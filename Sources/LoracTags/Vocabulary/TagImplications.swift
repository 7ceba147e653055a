/// Which tags say something that another tag of the same image says already: `baseball cap` makes `hat` redundant.
///
/// Transitive: a tag also implies what the tags imply that it implies. Tags that imply each other keep each other.
package struct TagImplications: Sendable {
  /// One line of the table.
  package struct Rule: Sendable, Hashable {
    /// The tag, glob or group that implies the others.
    package var tag: String
    /// The tags, globs and groups that it implies.
    package var implied: [String]

    /// `tag` implies `implied`.
    package init(_ tag: String, _ implied: [String]) {
      self.tag = tag
      self.implied = implied
    }
  }

  /// What one tag implies.
  struct Closure: Sendable {
    var tags: Set<TagKey> = []
    var patterns: [TagPattern] = []
    var isEmpty: Bool { tags.isEmpty && patterns.isEmpty }
  }

  private var byTag: [TagKey: [TagPattern]] = [:]
  private var byPattern: [(left: TagPattern, implied: [TagPattern])] = []
  private let groups: TagGroups
  /// Groups that do not exist, and tags that imply themselves.
  package private(set) var findings: [TagFinding] = []

  /// A table of rules over groups; `known` rules stand before `rules` and are taken to be sound.
  package init(_ rules: [Rule], known: [Rule] = [], groups: TagGroups) {
    self.groups = groups
    for rule in known + rules {
      let implied = rule.implied.map { TagPattern($0) }
      switch TagPattern(rule.tag) {
      case .tag(let key): byTag[key, default: []] += implied
      case let pattern: byPattern.append((pattern, implied))
      }
    }
    for rule in rules {
      for text in [rule.tag] + rule.implied { checkGroup(text, of: rule) }
    }
    findings += cycles(rules)
  }

  private mutating func checkGroup(_ text: String, of rule: Rule) {
    guard case .group(let name) = TagPattern(text), groups[name] == nil else { return }
    findings.append(
      .unknownGroup(
        name, at: .implication(rule.tag), suggestion: TagSuggestion.nearest(to: name, among: groups.names)))
  }

  /// All that a tag implies.
  func closure(of tag: TagKey) -> Closure {
    var result = Closure()
    var open = [tag]
    while let next = open.popLast() {
      for pattern in directly(next) {
        if case .tag(let key) = pattern {
          if result.tags.insert(key).inserted { open.append(key) }
        } else if !result.patterns.contains(pattern) {
          result.patterns.append(pattern)
        }
      }
    }
    return result
  }

  /// Whether a closure holds a tag.
  func contains(_ closure: Closure, _ tag: TagKey) -> Bool {
    closure.tags.contains(tag)
      || closure.patterns.contains { pattern in
        switch pattern {
        case .tag(let key): key == tag
        case .glob(let text): Glob(text).matches(tag.text)
        case .group(let name): groups.members(of: name).contains(tag)
        case .phrase: false
        }
      }
  }

  private func directly(_ tag: TagKey) -> [TagPattern] {
    var result = byTag[tag] ?? []
    for (left, implied) in byPattern {
      switch left {
      case .glob(let text): if Glob(text).matches(tag.text) { result += implied }
      case .group(let name): if groups.members(of: name).contains(tag) { result += implied }
      case .tag, .phrase: break
      }
    }
    return result
  }

  /// Rings of tags that imply themselves, each once.
  private func cycles(_ rules: [Rule]) -> [TagFinding] {
    var found: [TagFinding] = []
    var reported: Set<TagKey> = []
    for rule in rules {
      guard case .tag(let start) = TagPattern(rule.tag), !reported.contains(start) else { continue }
      guard closure(of: start).tags.contains(start), let ring = ring(from: start) else { continue }
      reported.formUnion(ring)
      found.append(.cyclicImplication(ring.map(\.text)))
    }
    return found
  }

  /// A shortest way from a tag back to it.
  private func ring(from start: TagKey) -> [TagKey]? {
    var before: [TagKey: TagKey] = [:]
    var open = [start]
    while !open.isEmpty {
      let next = open.removeFirst()
      for case .tag(let key) in directly(next) {
        if key == start {
          var ring = [next]
          while let tag = ring.last, tag != start, let earlier = before[tag] { ring.append(earlier) }
          return ring.reversed()
        }
        if before[key] == nil {
          before[key] = next
          open.append(key)
        }
      }
    }
    return nil
  }
}
