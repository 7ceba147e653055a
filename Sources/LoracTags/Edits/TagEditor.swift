/// Applies edits to the captions of a dataset.
package struct TagEditor: Sendable {
  /// The edits, in order.
  package let edits: [TagEdit]
  /// The groups and implications that they use.
  package let vocabulary: TagVocabulary
  /// What stands between tags.
  package let separator: String

  /// An editor.
  ///
  /// - Parameters:
  ///   - edits: The edits, in order.
  ///   - vocabulary: Their groups and implications.
  ///   - separator: What stands between tags, `captions.separator` of a recipe.
  package init(_ edits: [TagEdit], vocabulary: TagVocabulary = .builtIn, separator: String = ",") {
    self.edits = edits
    self.vocabulary = vocabulary
    self.separator = separator
  }

  /// The captions of a whole dataset after all edits, image by image, and what is worth knowing about the edits.
  ///
  /// Frequencies count over all of `captions`, so these must be the whole dataset, regularization images left out. The
  /// same input gives the same output.
  package func apply(to captions: [ImageCaption]) -> TagEditing {
    var bench = TagWorkbench(captions, vocabulary: vocabulary, separator: separator)
    for (number, edit) in edits.enumerated() { bench.apply(edit, number: number) }
    // Without edits nobody asks for groups, and they need not be read.
    return bench.finish(findings: edits.isEmpty ? [] : vocabulary.findings)
  }
}

/// What edits made of a dataset's captions.
package struct TagEditing: Sendable {
  /// The captions, in the order that they came in.
  package var captions: [EditedCaption]
  /// What is worth knowing: those about the vocabulary, then those of each edit in order.
  package var findings: [TagFinding]

  /// Captions that were edited, and findings.
  package init(captions: [EditedCaption], findings: [TagFinding]) {
    self.captions = captions
    self.findings = findings
  }
}
