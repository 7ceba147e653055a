package import LoracDiagnostics

extension Diagnostic {
  /// A finding as a diagnostic.
  ///
  /// - Parameters:
  ///   - finding: The finding.
  ///   - edits: The edits that it is about.
  ///   - range: Where something stands in the recipe; nil if it has no place there.
  /// - Returns: The diagnostic, at its place.
  package static func tags(
    _ finding: TagFinding, edits: [TagEdit], at range: (TagFinding.Place) -> SourceRange?
  ) -> Diagnostic {
    func label(_ place: TagFinding.Place, _ text: String) -> Label? { range(place).map { Label($0, text) } }
    switch finding {
    case .unmatched(let name, let place, let hint):
      return .tagNotFound(name, hint, label(place, "fits no tag"), earlier: range)
    case .unmatchedImages(let pattern, let place, let suggestion):
      return Diagnostic(
        TagDiagnostics.editWithoutImages, "no image is called '\(pattern)'", at: label(place, "fits no image"),
        notes: suggestion.map { [.help("did you mean '\($0)'?")] } ?? [])
    case .missing(let names, let images, let count, let place):
      return .requiredTagMissing(names, images, of: count, label(place, "required here"))
    case .emptied(let images, let place):
      return Diagnostic(
        TagDiagnostics.captionEmptied,
        images.count == 1 ? "1 caption has no tag left" : "\(images.count) captions have no tag left",
        at: label(place, "took the last one"),
        notes: [
          .note(NameText.sentence(images)), .help("limit the edit with 'images', or add what these show"),
        ])
    case .unknownGroup(let name, let place, let suggestion):
      return Diagnostic(
        TagDiagnostics.unknownTagGroup, "there is no group of tags '@\(name)'", at: label(place, "unknown group"),
        notes: [
          .help(suggestion.map { "did you mean '@\($0)'?" } ?? "`lorac tags --groups` lists all groups")
        ])
    case .cyclicGroup(let names):
      let ring = (names + names.prefix(1)).map { "'@\($0)'" }
      return Diagnostic(
        TagDiagnostics.groupInItself, "the group '@\(names.first ?? "")' contains itself",
        at: names.first.flatMap { label(.group($0), "contains itself") },
        notes: names.count > 1 ? [.note(ring.joined(separator: " contains "))] : [])
    case .cyclicImplication(let tags):
      let ring = (tags + tags.prefix(1)).map { "'\($0)'" }
      return Diagnostic(
        TagDiagnostics.implicationInCircle, "the tag '\(tags.first ?? "")' implies itself",
        at: tags.first.flatMap { label(.implication($0), "implies itself") },
        notes: tags.count > 1 ? [.note(ring.joined(separator: " implies "))] : [])
    }
  }

  private static func tagNotFound(
    _ name: String, _ hint: TagFinding.Hint?, _ label: Label?, earlier: (TagFinding.Place) -> SourceRange?
  ) -> Diagnostic {
    var diagnostic = Diagnostic(TagDiagnostics.tagNotFound, "no caption has the tag '\(name)'", at: label)
    switch TagPattern(name) {
    case .tag: break
    case .glob:
      diagnostic.headline = "no caption has a tag that fits '\(name)'"
      diagnostic.severity = .remark
    case .group:
      diagnostic.headline = "no caption has a tag of '\(name)'"
      diagnostic.severity = .remark
    case .phrase(let words): diagnostic.headline = "no caption has the words '\(words.joined(separator: " "))'"
    }
    switch hint {
    case .near(let tag)?: diagnostic.notes = [.help("did you mean '\(tag)'?")]
    case .removed(let edit)?:
      diagnostic.notes = [.note("an earlier edit has taken it away; edits are carried out in order")]
      if let range = earlier(.edit(edit)) { diagnostic.secondary = [Label(range, "taken away here")] }
    case .elsewhere(let image)?:
      diagnostic.headline = "none of the edit's images has the tag '\(name)'"
      diagnostic.notes = [.note("other images have it, such as '\(image)'")]
    case .inSentence(let image)?:
      diagnostic.notes = [
        .note("a sentence of '\(image)' has these words, but a name stands for a whole tag"),
        .help("use 'text:\(name)' for words inside sentences"),
      ]
    case nil: break
    }
    return diagnostic
  }

  private static func requiredTagMissing(
    _ names: [String], _ images: [String], of count: Int, _ label: Label?
  ) -> Diagnostic {
    let wanted = names.count == 1 ? "'\(names[0])'" : "any of \(NameText.list(names))"
    let start = images.count == 1 ? "1 of \(count) captions has" : "\(images.count) of \(count) captions have"
    return Diagnostic(
      TagDiagnostics.requiredTagMissing, "\(start) no tag of \(wanted)", at: label,
      notes: [
        .note(NameText.sentence(images)), .help("add one to them: an edit `add` with these `images`"),
      ])
  }
}

/// Names as a message lists them: the first five, then how many more.
private enum NameText {
  static func list(_ names: [String]) -> String {
    let shown = names.prefix(5).map { "'\($0)'" }.joined(separator: ", ")
    return names.count > 5 ? "\(shown) and \(names.count - 5) more" : shown
  }

  static func sentence(_ images: [String]) -> String {
    images.count == 1 ? "the image is \(list(images))" : "the images are \(list(images))"
  }
}
