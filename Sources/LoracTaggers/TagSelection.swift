/// Which of a tagger's tags go into a caption, how they are written, and in which order.
///
/// The options are those of sd-scripts' `finetune/tag_images_by_wd14_tagger.py`, and do the same.
package struct TagSelection: Sendable, Hashable {
  /// The order of the tags.
  package enum Order: String, Sendable, Hashable, CaseIterable {
    /// That of the model's outputs, as sd-scripts writes them.
    case model
    /// The most certain first.
    case confidence
    /// By their letters, as Stable Diffusion web UI's `deepbooru_sort_alpha`.
    case alphabet
  }

  /// Where the rating goes.
  package enum Rating: String, Sendable, Hashable, CaseIterable {
    /// Nowhere.
    case none
    /// Before all others: `--use_rating_tags`.
    case first
    /// Behind all others: `--use_rating_tags_as_last_tag`.
    case last
  }

  /// The least confidence of a general tag: `--general_threshold`.
  package var threshold: Float = 0.6
  /// The least confidence of a character's name: `--character_threshold`.
  package var characterThreshold: Float = 0.6
  /// The order, before the rating and first tags are put in.
  package var order: Order = .model
  /// Whether underscores become spaces in tags of more than three characters, not in `^_^`: `--remove_underscore`.
  package var removesUnderscores = true
  /// Whether `\`, `(` and `)` get a `\` before them, as Stable Diffusion web UI does so that they are no weights.
  package var escapesBrackets = false
  /// Tags that are never wanted, as they would be written: `--undesired_tags`.
  package var undesired: Set<String> = []
  /// Where the rating goes.
  package var rating: Rating = .none
  /// Whether characters come first, the last one foremost: `--character_tags_first`.
  package var putsCharactersFirst = false
  /// Whether `name_(series)` becomes `name, series`: `--character_tag_expand`.
  package var expandsCharacters = false
  /// Tags that are moved to the front if they are there, the last one foremost: `--always_first_tags`.
  package var firstTags: [String] = []
  /// What stands between two tags: `--caption_separator`.
  package var separator = ", "

  /// The selection that lorac makes unless told otherwise.
  package init() {}

  /// The tags of a picture, in order.
  package func tags(of scores: TagScores) -> [String] {
    var chosen: [(tag: String, confidence: Float)] = []
    for score in scores.scores where isCertain(score) {
      let tag = written(score)
      guard !undesired.contains(tag) else { continue }
      if putsCharactersFirst, score.category == .character {
        chosen.insert((tag, score.confidence), at: 0)
      } else {
        chosen.append((tag, score.confidence))
      }
    }
    var tags = sorted(chosen)
    insertRating(of: scores, into: &tags)
    for tag in firstTags {
      guard let index = tags.firstIndex(of: tag) else { continue }
      tags.remove(at: index)
      tags.insert(tag, at: 0)
    }
    return escapesBrackets ? tags.map(Self.escaped) : tags
  }

  /// The caption of a picture.
  package func caption(of scores: TagScores) -> String { tags(of: scores).joined(separator: separator) }

  private func isCertain(_ score: TagScores.Score) -> Bool {
    switch score.category {
    case .general, .other: score.confidence >= threshold
    case .character: score.confidence >= characterThreshold
    case .rating, .quality: false
    }
  }

  private func sorted(_ chosen: [(tag: String, confidence: Float)]) -> [String] {
    switch order {
    case .model: chosen.map(\.tag)
    // The standard library's sort keeps the order of equals.
    case .confidence: chosen.sorted { $0.confidence > $1.confidence }.map(\.tag)
    case .alphabet: chosen.map(\.tag).sorted { $0.unicodeScalars.lexicographicallyPrecedes($1.unicodeScalars) }
    }
  }

  private func insertRating(of scores: TagScores, into tags: inout [String]) {
    let ratings = scores.scores.filter { $0.category == .rating }
    guard rating != .none, var best = ratings.first else { return }
    for score in ratings where score.confidence > best.confidence { best = score }
    let tag = written(best)
    guard !undesired.contains(tag) else { return }
    tags.insert(tag, at: rating == .first ? 0 : tags.count)
  }

  /// The tag as it goes into the caption, but for brackets.
  private func written(_ score: TagScores.Score) -> String {
    var tag = score.name
    if expandsCharacters, score.category == .character { tag = expanded(tag) }
    // Danbooru's faces have three characters (wd14 script, `remove_underscore`).
    if removesUnderscores, tag.unicodeScalars.count > 3 { tag = tag.replacing("_", with: " ") }
    return tag
  }

  /// `name_(costume)_(series)` as `name_(costume), series` (wd14 script, `expand_character_tags`).
  private func expanded(_ tag: String) -> String {
    guard tag.hasSuffix(")") else { return tag }
    let parts = tag.split(separator: "(", omittingEmptySubsequences: false)
    var name = parts.dropLast().joined(separator: "(")
    if name.hasSuffix("_") { name.removeLast() }
    return name + separator + (parts.last ?? "").replacing(")", with: "")
  }

  private static func escaped(_ tag: String) -> String {
    var result = ""
    for character in tag {
      if "\\()".contains(character) { result.append("\\") }
      result.append(character)
    }
    return result
  }
}
