internal import LoracEffect
internal import LoracJSON
internal import LoracPlanText
internal import LoracRunHistory

/// The effect test: the same prompts and seeds with and without the LoRA.
struct EffectSection {
  private let grid: String?
  private let record: EffectRecord?

  /// The section of `history`, with the data URIs of its pictures by path.
  init(_ history: RunHistory, pictures: [String: String]) {
    grid = history.effectGrid.flatMap { pictures[$0] }
    record = history.effect.flatMap { try? JSONValueDecoder.decode(EffectRecord.self, from: $0) }
  }

  /// The section; empty without a grid.
  var markup: Markup {
    guard let grid else { return .empty }
    return """
      <section id="effect" class="card"><h2>Effect</h2>
      <p class="note">What <code>lorac test</code> made: the same prompts and seeds, without and with the LoRA.</p>
      <div class="zoom-frame"><button type="button" class="zoom" aria-pressed="false" aria-label="Enlarge the grid">\
      <img src="\(grid)" alt="\(description)"></button></div>
      \(record.map(details) ?? .empty)</section>

      """
  }

  private var description: String {
    guard let test = record?.test else { return "Grid of pictures without and with the LoRA" }
    let rows = test.files.map(\.label).joined(separator: ", ")
    let columns = test.weights.map { Numbers.shortest($0) }.joined(separator: ", ")
    return
      "Grid of pictures for \(Numbers.count(test.subjects.count, "prompt")). Rows: the base model, \(rows). Weights: \(columns)"
  }

  private func details(_ record: EffectRecord) -> Markup {
    let test = record.test
    let weights = test.weights.map { "<th scope=\"col\">weight \(Numbers.shortest($0))</th>" as Markup }
    let rows = test.files.enumerated().map { file, name in
      let cells = test.weights.indices.map { weight -> Markup in
        let difference = record.difference(file: file, weight: weight)
        return "<td>\(difference.map { Numbers.fixed($0 * 100, 1) + " %" } ?? "")</td>"
      }
      return "<tr><th scope=\"row\">\(name.label)</th>\(cells)</tr>\n" as Markup
    }
    let subjects = test.subjects.map { subject in
      "<li>\(subject.prompt) <span class=\"aside\">seed \(subject.seed)</span></li>\n" as Markup
    }
    return """
      <div class="table"><table><caption>Difference from the base model's pictures</caption>\
      <thead><tr><th></th>\(weights)</tr></thead><tbody>
      \(rows)</tbody></table></div>
      <details id="effect-prompts"><summary>\(Numbers.count(subjects.count, "prompt"))</summary><ul>
      \(subjects)</ul></details>

      """
  }
}
