/// The captions of a dataset while edits are applied to them.
struct TagWorkbench {
  private let captions: [ImageCaption]
  private let separator: String
  private let original: [[[String]]]
  let vocabulary: TagVocabulary
  var table = TagTable()
  /// For each image the items of each line.
  var lines: [[[TagItem]]]
  var changes: [[TagChange]]
  var findings: [TagFinding] = []
  /// For tags that edits took away, the last edit that did.
  private var takenBy: [Int: Int] = [:]

  /// Lays out the captions.
  init(_ captions: [ImageCaption], vocabulary: TagVocabulary, separator: String) {
    self.captions = captions
    self.separator = separator
    self.vocabulary = vocabulary
    original = captions.map { caption in
      (caption.text ?? "").split(whereSeparator: \.isNewline).map { TagList($0, separator: separator).items }
        .filter { !$0.isEmpty }
    }
    var table = TagTable()
    lines = original.map { image in image.map { line in line.map { table.item($0) } } }
    self.table = table
    changes = Array(repeating: [], count: captions.count)
  }

  /// Applies one edit.
  mutating func apply(_ edit: TagEdit, number: Int) {
    let scope = scope(of: edit, number)
    switch edit.operation {
    case .remove(let names): remove(names, scope, number)
    case .rename(let renamings): rename(renamings, scope, number)
    case .add(let names):
      let items = items(names)
      forEachLine(scope, makesLines: true) { $0.add(items, $1, $2, number) }
    case .prepend(let names):
      let items = items(names)
      forEachLine(scope, makesLines: true) { $0.prepend(items, $1, $2, number) }
    case .dedupe(let redundancy): dedupe(redundancy, scope, number)
    case .require(let names): require(names, scope, number)
    case .keepOnly(let names): keepOnly(names, scope, number)
    case .limit(let count): forEachLine(scope) { $0.limit(count, $1, $2, number) }
    case .sort(let order): sort(order, scope)
    }
  }

  /// New tags; a text with commas is several.
  private mutating func items(_ names: [String]) -> [TagItem] {
    names.flatMap { TagList($0).items }.map { table.item($0) }
  }

  /// The images that an edit is about; patterns that name none are reported.
  private mutating func scope(of edit: TagEdit, _ number: Int) -> [Int] {
    let folder = captions.indices.filter { edit.folder == nil || captions[$0].folder == edit.folder }
    guard !edit.images.isEmpty else { return folder }
    var chosen: Set<Int> = []
    for (place, pattern) in edit.images.enumerated() {
      let glob = ImageGlob(pattern)
      let matching = folder.filter { glob.matches(folder: captions[$0].folder, file: captions[$0].file) }
      chosen.formUnion(matching)
      guard matching.isEmpty, !folder.isEmpty else { continue }
      let names = folder.map { pattern.contains("/") ? captions[$0].name : captions[$0].file }
      findings.append(
        .unmatchedImages(
          pattern, at: .image(place, edit: number), suggestion: TagSuggestion.nearest(to: pattern, among: names)))
    }
    return chosen.sorted()
  }

  /// Calls a body with each line of the images, which first get an empty one where they have none and need one.
  mutating func forEachLine(_ scope: [Int], makesLines: Bool = false, _ body: (inout TagWorkbench, Int, Int) -> Void) {
    for image in scope {
      if lines[image].isEmpty, makesLines { lines[image] = [[]] }
      for line in lines[image].indices { body(&self, image, line) }
    }
  }

  /// Notes a change.
  mutating func note(_ kind: TagChange.Kind, _ item: TagItem, image: Int, line: Int, edit: Int) {
    changes[image].append(TagChange(tag: item.text, kind: kind, edit: edit, line: line))
    switch kind {
    case .removed, .renamed: takenBy[item.tag] = edit
    case .added, .moved: break
    }
  }

  /// An image's name for messages.
  func name(of image: Int) -> String { captions[image].name }

  /// In how many images each tag is.
  func frequencies() -> [Int] {
    var counts = [Int](repeating: 0, count: table.keys.count)
    for image in lines {
      for tag in Set(image.joined().map(\.tag)) { counts[tag] += 1 }
    }
    return counts
  }

  /// Reports the names of an edit that fitted nothing, and groups that do not exist.
  ///
  /// `tags` are those of the edit's images before it.
  mutating func reportUnused(_ names: [String], _ matcher: NameMatcher, _ tags: Set<Int>, _ scope: [Int], _ number: Int)
  {
    for (place, name) in names.enumerated() {
      let where_ = TagFinding.Place.name(place, edit: number)
      if case .group(let group) = TagPattern(name), vocabulary.groups[group] == nil {
        findings.append(
          .unknownGroup(
            group, at: where_, suggestion: TagSuggestion.nearest(to: group, among: vocabulary.groups.names)))
      } else if !matcher.used.contains(place), !scope.isEmpty {
        findings.append(.unmatched(name, at: where_, hint: hint(name, tags)))
      }
    }
  }

  private func hint(_ name: String, _ tags: Set<Int>) -> TagFinding.Hint? {
    guard case .tag(let key) = TagPattern(name) else { return nil }
    if let tag = table.number(of: key) {
      if let image = lines.indices.first(where: { lines[$0].joined().contains { $0.tag == tag } }) {
        return .elsewhere(image: self.name(of: image))
      }
      if let edit = takenBy[tag] { return .removed(byEdit: edit) }
    }
    let words = tags.filter { !Sentence.isSentence(table.keys[$0]) }.map { table.keys[$0].text }
    if let near = TagSuggestion.nearest(to: key.text, among: words) { return .near(near) }
    let phrase = Sentence.words(key.text)
    let sentence = lines.indices.first { image in
      lines[image].joined().contains { tags.contains($0.tag) && Sentence.contains(phrase, in: table.keys[$0.tag].text) }
    }
    return sentence.map { .inSentence(image: self.name(of: $0)) }
  }

  /// The tags of some images.
  func tags(of scope: [Int]) -> Set<Int> { Set(scope.lazy.flatMap { lines[$0].joined() }.map(\.tag)) }

  /// The outcome.
  consuming func finish(findings vocabularyFindings: [TagFinding]) -> TagEditing {
    var emptied: [Int: [String]] = [:]
    var result: [EditedCaption] = []
    for image in captions.indices {
      let tags = lines[image].map { $0.map(\.text) }.filter { !$0.isEmpty }
      let text =
        tags == original[image]
        ? captions[image].text : tags.map { TagList(items: $0).text(separator: separator) }.joined(separator: "\n")
      result.append(
        EditedCaption(
          image: captions[image], text: text.flatMap { tags.isEmpty && $0 != captions[image].text ? nil : $0 },
          tagsBefore: original[image], tags: tags, changes: changes[image]))
      if tags.isEmpty, !original[image].isEmpty, let last = changes[image].last {
        emptied[last.edit, default: []].append(name(of: image))
      }
    }
    for edit in emptied.keys.sorted() { findings.append(.emptied(images: emptied[edit] ?? [], at: .edit(edit))) }
    return TagEditing(captions: result, findings: vocabularyFindings + findings)
  }
}
