internal import LoracJSON

extension TagVocabulary {
  /// Outputs are counted up to here; taggers have some ten thousand.
  private static let mostOutputs = 1_000_000

  /// The tags of `tag_mapping.json`, the second format of sd-scripts' script, as cl_tagger has it.
  ///
  /// An object of outputs by their number, as in `{"0": {"tag": "1girl", "category": "General"}}`.
  static func mapping(_ bytes: [UInt8]) throws(TagVocabularyError) -> TagVocabulary {
    let json: JSONValue
    do throws(JSONError) { json = try JSONValue.parse(bytes) } catch {
      throw .mapping("is no JSON: \(error.description)")
    }
    guard case .object(let members) = json else { throw .mapping("is JSON, but no object of outputs") }
    var known: [Int: Tag] = [:]
    for member in members {
      guard let output = Int(member.key), (0..<mostOutputs).contains(output) else {
        throw .mapping("has the key '\(member.key)', where the number of an output belongs")
      }
      guard case .object(let entry) = member.value, case .string(let name) = value("tag", entry), !name.isEmpty,
        case .string(let category) = value("category", entry)
      else { throw .mapping("does not give a 'tag' and a 'category' for output \(output)") }
      guard let kind = categories[category] else {
        let names = categories.keys.sorted().joined(separator: ", ")
        throw .mapping("has the category '\(category)' for output \(output); known are \(names)")
      }
      known[output] = Tag(name: name, category: kind)
    }
    guard let last = known.keys.max() else { throw .empty }
    return TagVocabulary(
      tags: (0...last).map { known[$0] ?? Tag(name: "", category: .other) }, layout: .mapping)
  }

  private static func value(_ key: String, _ members: [JSONValue.Member]) -> JSONValue? {
    members.first { $0.key == key }?.value
  }

  private static let categories: [String: TagCategory] = [
    "Rating": .rating, "General": .general, "Character": .character, "Quality": .quality, "Copyright": .other,
    "Meta": .other, "Model": .other, "Artist": .other,
  ]
}
