/// Finds captions that do not name what they show, as a `require` does.
package struct TagSearch {
  private var matcher: NameMatcher
  private var table = TagTable()

  /// A search for tags, globs and groups; in sentences, names also count as words.
  package init(_ names: [String], vocabulary: TagVocabulary) {
    matcher = NameMatcher(names, groups: vocabulary.groups)
  }

  /// Whether one of the tags is searched for.
  package mutating func finds(in tags: [String]) -> Bool {
    for tag in tags {
      let number = table.number(tag)
      if matcher.isMentioned(in: number, table) { return true }
    }
    return false
  }
}
