/// Named groups of tags, such as `@facial-features`.
///
/// A group's entries are tags, globs, and other groups. What is missing or contains itself is reported as a
/// ``TagFinding``, and counts as empty.
package struct TagGroups: Sendable {
  /// One group.
  package struct Group: Sendable, Hashable {
    /// What the group is for, in one sentence; empty for groups of a recipe.
    package var summary: String
    /// Its entries, as they are written.
    package var entries: [String]

    /// A group of entries.
    package init(summary: String = "", entries: [String]) {
      self.summary = summary
      self.entries = entries
    }
  }

  /// The tags of a group and of all groups in it.
  struct Members: Sendable {
    var tags: Set<TagKey> = []
    var globs: [Glob] = []
    var phrases: [[String]] = []

    func contains(_ key: TagKey) -> Bool { tags.contains(key) || globs.contains { $0.matches(key.text) } }
  }

  private var groups: [String: Group] = [:]
  private let members: [String: Members]
  /// Groups that a group names and that do not exist, and groups that contain themselves.
  package let findings: [TagFinding]

  /// Groups by name, with or without `@`; letter case and `_` for `-` do not count.
  ///
  /// Of groups with one name the first one's summary counts, and all entries.
  package init(_ groups: [(name: String, group: Group)]) {
    for (name, group) in groups { self.groups[Self.name(name), default: group].add(group.entries) }
    var resolver = GroupResolver(groups: self.groups)
    members = resolver.all()
    findings = resolver.findings
  }

  /// The names of all groups, in alphabetical order.
  package var names: [String] { groups.keys.sorted() }

  /// A group by name.
  package subscript(name: String) -> Group? { groups[Self.name(name)] }

  /// The members of a group; none if there is no such group.
  func members(of name: String) -> Members { members[name] ?? Members() }

  /// Whether a tag as it is written belongs to a group.
  package func contains(_ tag: String, in name: String) -> Bool {
    members(of: Self.name(name)).contains(TagKey(tag))
  }

  /// A name as groups are kept by it.
  static func name(_ text: some StringProtocol) -> String {
    (text.hasPrefix("@") ? String(text.dropFirst()) : String(text)).lowercased().replacing("_", with: "-")
  }
}

extension TagGroups.Group {
  fileprivate mutating func add(_ more: [String]) {
    for entry in more where !entries.contains(entry) { entries.append(entry) }
  }
}

/// Replaces groups within groups by their members.
private struct GroupResolver {
  let groups: [String: TagGroups.Group]
  var done: [String: TagGroups.Members] = [:]
  var findings: [TagFinding] = []
  private var open: [String] = []

  init(groups: [String: TagGroups.Group]) { self.groups = groups }

  mutating func all() -> [String: TagGroups.Members] {
    for name in groups.keys.sorted() { _ = resolve(name) }
    return done
  }

  private mutating func resolve(_ name: String) -> TagGroups.Members {
    if let known = done[name] { return known }
    var result = TagGroups.Members()
    open.append(name)
    for entry in groups[name]?.entries ?? [] {
      switch TagPattern(entry) {
      case .tag(let key): result.tags.insert(key)
      case .glob(let pattern): result.globs.append(Glob(pattern))
      case .phrase(let words): result.phrases.append(words)
      case .group(let other): add(other, to: &result, of: name)
      }
    }
    open.removeLast()
    done[name] = result
    return result
  }

  private mutating func add(_ other: String, to result: inout TagGroups.Members, of name: String) {
    if let first = open.firstIndex(of: other) {
      findings.append(.cyclicGroup(Array(open[first...])))
    } else if groups[other] == nil {
      findings.append(
        .unknownGroup(other, at: .group(name), suggestion: TagSuggestion.nearest(to: other, among: groups.keys)))
    } else {
      let inner = resolve(other)
      result.tags.formUnion(inner.tags)
      result.globs += inner.globs
      result.phrases += inner.phrases
    }
  }
}
