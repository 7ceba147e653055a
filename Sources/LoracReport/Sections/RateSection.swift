internal import LoracJSON
internal import LoracPlanText
internal import LoracRunHistory

/// What a search for the learning rate found.
struct RateSection {
  /// What the section shows of `lr-find.json`.
  private struct Search: Decodable {
    struct Plateau: Decodable {
      var value: Double
      var firstStep: Int

      enum CodingKeys: String, CodingKey {
        case value
        case firstStep = "first_step"
      }
    }

    struct Loss: Decodable {
      var hasRisen: Bool
      /// Missing in files of the time when rates were shown as they were found.
      var advisedShare: Double?

      enum CodingKeys: String, CodingKey {
        case hasRisen = "has_risen"
        case advisedShare = "advised_share"
      }
    }

    struct Row: Decodable {
      var optimizer: String
      var unet: Double?
      var textEncoder: Double?

      enum CodingKeys: String, CodingKey {
        case optimizer
        case unet = "unet_lr"
        case textEncoder = "text_encoder_lr"
      }
    }

    var plateau: Plateau?
    var loss: Loss?
    var rates: [Row]?
  }

  private let search: Search?

  /// The section of `history`.
  init(_ history: RunHistory) {
    search = history.rateSearch.flatMap { try? JSONValueDecoder.decode(Search.self, from: $0) }
  }

  /// The section; empty for other runs.
  var markup: Markup {
    guard let search else { return .empty }
    return """
      <section id="rates" class="card"><h2>Search for the learning rate</h2>
      \(answer(search))\(table(search.rates ?? []))
      </section>

      """
  }

  private func answer(_ search: Search) -> Markup {
    guard let plateau = search.plateau else { return "<p>No rate was found: d·lr has not come to rest.</p>" }
    let words: Markup =
      "<p>d·lr came to rest at <b>\(Numbers.rate(plateau.value))</b>, from step \(Numbers.grouped(plateau.firstStep)) on.</p>"
    guard let loss = search.loss, loss.hasRisen else { return words }
    let consequence: Markup =
      switch loss.advisedShare {
      case 0.5: "so the rates below are half of it"
      case 0.1: "and far, so the rates below are a tenth of it"
      default: "so take a half or a tenth of it"
      }
    return "\(words)\n<p>The loss rose meanwhile, \(consequence).</p>"
  }

  private func table(_ rows: [Search.Row]) -> Markup {
    guard !rows.isEmpty else { return .empty }
    let lines = rows.map { row in
      let cells = [row.unet, row.textEncoder].map { "<td>\($0.map(Numbers.rate) ?? "–")</td>" as Markup }
      return "<tr><th scope=\"row\">\(row.optimizer)</th>\(cells)</tr>\n" as Markup
    }
    return """
      <div class="table"><table><caption>Rates that follow from it</caption>\
      <thead><tr><th></th><th scope="col">U-Net</th><th scope="col">text encoder</th></tr></thead><tbody>
      \(lines)</tbody></table></div>
      """
  }
}
