/// What a tagger thinks of one picture, before thresholds decide; can be kept, so that the model need not run again.
package struct TagScores: Sendable, Hashable, Codable {
  /// One tag and how sure the model is of it.
  package struct Score: Sendable, Hashable, Codable {
    /// The tag as the model's file writes it, with underscores.
    package let name: String
    /// Its kind.
    package let category: TagCategory
    /// 0 to 1.
    package let confidence: Float

    /// A tag with its kind and confidence.
    package init(name: String, category: TagCategory, confidence: Float) {
      self.name = name
      self.category = category
      self.confidence = confidence
    }
  }

  /// Tags less certain than this are left out, but for ratings.
  package let floor: Float
  /// The tags in the model's order, or the most certain first where the model has none (``TagVocabulary/Layout/mapping``).
  package let scores: [Score]

  /// Scores as of a model; those below `floor` are left out, but for ratings.
  package init(floor: Float, scores: [Score]) {
    self.floor = floor
    self.scores = scores.filter { $0.confidence >= floor || $0.category == .rating }
  }

  /// Whether the tags for `selection` can be told without the model.
  package func suffice(for selection: TagSelection) -> Bool {
    selection.threshold >= floor && selection.characterThreshold >= floor
  }
}
