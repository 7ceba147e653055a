internal import LoracJSON
internal import LoracRunHistory

/// The effect test: the same prompts and seeds with and without the LoRA.
struct EffectSection {
  private let history: RunHistory
  private let pictures: [String: String]

  /// The section of `history`, with the data URIs of its pictures by path.
  init(_ history: RunHistory, pictures: [String: String]) {
    self.history = history
    self.pictures = pictures
  }

  /// The section; empty without a grid.
  var markup: Markup {
    guard let path = history.effectGrid, let uri = pictures[path] else { return .empty }
    return """
      <section id="effect" class="card"><h2>Effect</h2>
      <p class="note">What <code>lorac test</code> made: the same prompts and seeds, without and with the LoRA.</p>
      <button type="button" class="zoom" aria-pressed="false" aria-label="Show the grid in full size">\
      <img src="\(uri)" alt="\(description)"></button>
      \(facts)</section>

      """
  }

  private var description: String {
    let (rows, columns) = (texts("rows"), texts("columns"))
    guard !rows.isEmpty, !columns.isEmpty else { return "Grid of pictures without and with the LoRA" }
    return "Grid of pictures; columns: \(columns.joined(separator: ", ")); rows: \(rows.joined(separator: ", "))"
  }

  private var facts: Markup {
    let lines = [("Prompts", "prompts"), ("Seeds", "seeds")].compactMap { label, key -> Markup? in
      let texts = texts(key)
      guard !texts.isEmpty else { return nil }
      return "<dt>\(label)</dt><dd>\(texts.joined(separator: " · "))</dd>"
    }
    return lines.isEmpty ? .empty : "<dl class=\"facts\">\(lines)</dl>"
  }

  /// The texts of a list, also those in an object's `label`, `prompt` or `name`.
  private func texts(_ key: String) -> [String] {
    guard case .array(let items)? = history.effect?[key] else { return [] }
    return items.compactMap(Self.text)
  }

  private static func text(_ item: JSONValue) -> String? {
    switch item {
    case .string(let text): text
    case .integer(let number): String(number)
    case .object: ["label", "prompt", "name"].lazy.compactMap { item[$0].flatMap(Self.text) }.first
    default: nil
    }
  }
}
