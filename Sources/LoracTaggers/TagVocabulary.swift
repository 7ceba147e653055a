/// What a tagger's outputs mean: a tag and its kind for each, in the model's order.
package struct TagVocabulary: Sendable, Hashable {
  /// What else a file of tags says about its model.
  package enum Layout: Sendable, Hashable {
    /// One tag for each output, which is a confidence.
    case list
    /// `tag_mapping.json`: outputs are logits, some mean nothing, and the model wants numbers from -1 to 1.
    case mapping
  }

  /// One output's tag.
  package struct Tag: Sendable, Hashable {
    /// The tag as the file writes it, with underscores; empty for an output that means nothing.
    package let name: String
    /// Its kind.
    package let category: TagCategory
  }

  /// The tags, in the order of the model's outputs.
  package let tags: [Tag]
  /// What else the file says about its model.
  package let layout: Layout

  init(tags: [Tag], layout: Layout = .list) {
    self.tags = tags
    self.layout = layout
  }
}

/// What a tag is about.
package enum TagCategory: String, Sendable, Hashable, Codable, CaseIterable {
  /// What is to be seen.
  case general
  /// The name of a character.
  case character
  /// How safe a picture is to show; exactly one of a tagger's ratings holds.
  case rating
  /// How well a picture is drawn; never written into captions.
  case quality
  /// Any other: artists, series, remarks on the file.
  case other
}

/// Why a file of tags could not be read.
package enum TagVocabularyError: Error, Sendable, Hashable {
  /// The text is not UTF-8.
  case notUTF8
  /// The file has no tags.
  case empty
  /// `selected_tags.csv` does not begin with `tag_id,name,category`, but with this.
  case header(String)
  /// A line of `selected_tags.csv`, counted from 1, has fewer than three columns.
  case columns(line: Int, text: String)
  /// A line of `selected_tags.csv` has a category that is no number.
  case category(line: Int, value: String)
  /// The quotation mark that begins in this line is never closed.
  case quotation(line: Int)
  /// `tag_mapping.json` is no JSON, or not as it should be; the end of a sentence that begins with the file's name.
  case mapping(String)

  /// What is wrong, as the end of a sentence that begins with the file's name.
  package var explanation: String {
    switch self {
    case .notUTF8: "is not UTF-8 text"
    case .empty: "has no tags"
    case .header(let line): "does not begin with 'tag_id,name,category' but with '\(line)'"
    case .columns(let line, let text): "has fewer than three columns in line \(line): '\(text)'"
    case .category(let line, let value): "has the category '\(value)' in line \(line), where a number belongs"
    case .quotation(let line): "has a quotation mark in line \(line) that is never closed"
    case .mapping(let reason): reason
    }
  }

  /// What to do about it, as an imperative sentence without a full stop.
  package var remedy: String {
    switch self {
    case .header: "use the model's own selected_tags.csv, or 'type: deepbooru' with a tags.txt"
    case .notUTF8, .empty, .columns, .category, .quotation, .mapping:
      "download the file of tags that belongs to the model again"
    }
  }
}

extension TagVocabulary {
  /// The tags of `selected_tags.csv`, as Waifu Diffusion's taggers have it.
  ///
  /// Categories are Danbooru's: 0 general, 4 character, 9 rating. sd-scripts counts on four ratings first, then general
  /// tags, then characters; here each line is the output of its own place, so that other orders work too.
  package static func selectedTags(_ bytes: [UInt8]) throws(TagVocabularyError) -> TagVocabulary {
    var rows = try CommaSeparatedText.rows(try text(bytes))[...]
    guard let header = rows.popFirst() else { throw .empty }
    guard header.fields.starts(with: ["tag_id", "name", "category"]) else {
      throw .header(header.fields.joined(separator: ","))
    }
    var tags: [Tag] = []
    for row in rows where row.fields != [""] {
      guard row.fields.count >= 3 else { throw .columns(line: row.line, text: row.fields.joined(separator: ",")) }
      guard let number = Int(row.fields[2]) else { throw .category(line: row.line, value: row.fields[2]) }
      tags.append(Tag(name: row.fields[1], category: categories[number] ?? .other))
    }
    guard !tags.isEmpty else { throw .empty }
    return TagVocabulary(tags: tags)
  }

  /// The tags of DeepDanbooru's `tags.txt`, one to a line; those that begin with `rating:` are ratings.
  package static func deepDanbooru(_ bytes: [UInt8]) throws(TagVocabularyError) -> TagVocabulary {
    let lines = try text(bytes).split(whereSeparator: \.isNewline).map { $0.trimming(while: \.isWhitespace) }
    let tags = lines.filter { !$0.isEmpty }.map {
      Tag(name: String($0), category: $0.hasPrefix("rating:") ? .rating : .general)
    }
    guard !tags.isEmpty else { throw .empty }
    return TagVocabulary(tags: tags)
  }

  private static let categories: [Int: TagCategory] = [0: .general, 4: .character, 9: .rating]

  private static func text(_ bytes: [UInt8]) throws(TagVocabularyError) -> String {
    let start = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
    guard let text = String(validating: bytes[start...], as: UTF8.self) else { throw .notUTF8 }
    return text
  }
}

extension Substring {
  fileprivate func trimming(while isSpace: (Character) -> Bool) -> Substring {
    var rest = drop(while: isSpace)
    while let last = rest.last, isSpace(last) { rest.removeLast() }
    return rest
  }
}
