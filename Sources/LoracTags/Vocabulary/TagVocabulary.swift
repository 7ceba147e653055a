/// The groups and implications that edits may use.
package struct TagVocabulary: Sendable {
  /// The groups.
  package let groups: TagGroups
  /// The implications.
  package let implications: TagImplications

  /// The built-in groups and implications, and those of a recipe.
  ///
  /// - Parameters:
  ///   - groups: Groups of the recipe, in its order. One that has the name of a built-in group adds entries to it.
  ///   - implications: Implications of the recipe, in its order, which hold beside the built-in ones.
  package init(groups: [(name: String, entries: [String])] = [], implications: [TagImplications.Rule] = []) {
    let builtIn = TagDataFile.groups(PackageResources.tag_groups_txt)
    self.groups = TagGroups(builtIn + groups.map { ($0.name, TagGroups.Group(entries: $0.entries)) })
    self.implications = TagImplications(
      TagDataFile.implications(PackageResources.tag_implications_txt) + implications, groups: self.groups)
  }

  /// What lorac knows by itself.
  package static let builtIn = TagVocabulary()

  /// Groups that do not exist, groups that contain themselves, and tags that imply themselves.
  package var findings: [TagFinding] { groups.findings + implications.findings }
}
