internal import Synchronization

/// The groups and implications that edits may use.
///
/// They are read from lorac's data when they are first asked for, which takes some milliseconds.
package struct TagVocabulary: Sendable {
  private let contents: Contents

  /// The built-in groups and implications, and those of a recipe.
  ///
  /// - Parameters:
  ///   - groups: Groups of the recipe, in its order. One that has the name of a built-in group adds entries to it.
  ///   - implications: Implications of the recipe, in its order, which hold beside the built-in ones.
  package init(groups: [(name: String, entries: [String])] = [], implications: [TagImplications.Rule] = []) {
    contents = Contents {
      let builtIn = TagDataFile.groups(PackageResources.tag_groups_txt)
      let all = TagGroups(builtIn + groups.map { ($0.name, TagGroups.Group(entries: $0.entries)) })
      let known = TagDataFile.implications(PackageResources.tag_implications_txt)
      return (all, TagImplications(implications, known: known, groups: all))
    }
  }

  /// What lorac knows by itself.
  package static let builtIn = TagVocabulary()

  /// The groups.
  package var groups: TagGroups { contents.value.groups }
  /// The implications.
  package var implications: TagImplications { contents.value.implications }
  /// Groups that do not exist, groups that contain themselves, and tags that imply themselves.
  package var findings: [TagFinding] {
    let (groups, implications) = contents.value
    return groups.findings + implications.findings
  }

  /// What is read when it is first wanted, by whichever thread.
  private final class Contents: Sendable {
    typealias Value = (groups: TagGroups, implications: TagImplications)

    private let read: @Sendable () -> Value
    private let known = Mutex<Value?>(nil)

    init(_ read: @escaping @Sendable () -> Value) { self.read = read }

    var value: Value {
      known.withLock { known in
        if let value = known { return value }
        let value = read()
        known = value
        return value
      }
    }
  }
}
