internal import LoracDiagnostics

/// What the composer finds in a text that is YAML.
extension Diagnostic {
  static func unknownAlias(_ place: SourceRange, _ name: String, known: [String]) -> Diagnostic {
    var notes = [Note.help("put the text in quotes if it is no alias: '*\(name)'")]
    if let near = Suggestion.nearest(to: name, among: known) { notes.insert(.help("did you mean '*\(near)'?"), at: 0) }
    let fix = FixIt("put it in quotes", [TextEdit(place, "'*\(name)'")], .unsafe)
    return Diagnostic(
      YAMLDiagnostics.unknownAlias, "no value before this is marked '&\(name)'", at: Label(place, "nothing to repeat"),
      notes: notes, fixIts: [fix])
  }

  static func aliasInsideItself(_ place: SourceRange, _ name: String) -> Diagnostic {
    Diagnostic(
      YAMLDiagnostics.unknownAlias, "the alias '*\(name)' stands inside the value that it repeats", at: Label(place),
      notes: [.help("put the text in quotes if it is no alias: '*\(name)'")])
  }

  static func expansionTooLarge(_ place: SourceRange, limit: Int) -> Diagnostic {
    Diagnostic(
      YAMLDiagnostics.expansionTooLarge, "aliases repeat more than \(limit) values", at: Label(place, "reached here"),
      notes: [.help("write the values out where they are needed; no recipe has so many")])
  }

  static func nestedTooDeeply(_ place: SourceRange, limit: Int) -> Diagnostic {
    Diagnostic(
      YAMLDiagnostics.nestedTooDeeply, "lists and mappings are nested more than \(limit) deep", at: Label(place),
      notes: [.help("take brackets out; a recipe needs no more than six inside each other")])
  }

  static func duplicateKey(_ place: SourceRange, _ key: String, first: SourceRange) -> Diagnostic {
    let help =
      key == "<<" ? "merge several mappings with one '<<: [*first, *second]'" : "delete one of the two"
    return Diagnostic(
      YAMLDiagnostics.duplicateKey, "the key '\(key)' is given twice", at: Label(place, "again here"),
      secondary: [Label(first, "first given here")], notes: [.help(help)])
  }

  static func keyIsNotText(_ place: SourceRange, kind: String) -> Diagnostic {
    var notes: [Note] = []
    if place.text.hasPrefix("{") { notes.append(.help("put text with braces in quotes")) }
    return Diagnostic(
      YAMLDiagnostics.keyIsNotText, "a key must be a word, but this is \(kind)", at: Label(place), notes: notes)
  }

  static func missingKey(_ place: SourceRange) -> Diagnostic {
    Diagnostic(YAMLDiagnostics.keyIsNotText, "a key is missing", at: Label(place, "nothing stands before the colon"))
  }

  static func mergeOfNoMapping(_ place: SourceRange, kind: String) -> Diagnostic {
    Diagnostic(
      YAMLDiagnostics.mergeOfNoMapping, "'<<' takes a mapping, but this is \(kind)", at: Label(place),
      notes: [.help("give an alias of a mapping, as in '<<: *defaults', or a list of them")])
  }

  static func severalDocuments(_ second: SourceRange, first: SourceRange) -> Diagnostic {
    Diagnostic(
      YAMLDiagnostics.severalDocuments, "a recipe is one YAML document, but a second begins here",
      at: Label(second, "the second document"), secondary: [Label(first, "the first document")],
      notes: [.help("delete the line '---', or put the second document in a file of its own")])
  }

  static func emptyRecipe(_ file: SourceFile) -> Diagnostic {
    Diagnostic(
      YAMLDiagnostics.emptyRecipe, "the recipe is empty", at: Label(SourceRange(file: file, bytes: 0..<0)),
      notes: [.help("'lorac init' writes a commented recipe to start from")])
  }

  static func unknownTag(_ place: SourceRange) -> Diagnostic {
    Diagnostic(
      YAMLDiagnostics.unknownTag, "unknown tag '\(place.text)'", at: Label(place),
      notes: [
        .help("put the text in quotes if '!' is part of it"),
        .note("known tags: !!str, !!int, !!float, !!bool, !!null, !!seq, !!map"),
      ])
  }

  static func tagMismatch(_ place: SourceRange, tag: String, found: String) -> Diagnostic {
    Diagnostic(
      YAMLDiagnostics.tagMismatch, "the tag '\(tag)' does not fit its value, which is \(found)", at: Label(place))
  }
}
