import LoracRateFinder
import Testing

@Suite struct SuggestedRatesTests {
  /// The figures of the tutorials: 3.64e-5, a tenth for the text encoder, a third or a tenth for Lion.
  @Test func figuresOfTheTutorials() throws {
    let rates = SuggestedRates(height: 3.6412e-5, networks: .both)
    let rows = rates.rows
    #expect(rows.map(\.optimizer) == ["AdamW8bit", "Lion", "Lion"])
    #expect(rows.map(\.unet) == [3.64e-5, 1.21e-5, 3.64e-6])
    #expect(rows.map(\.textEncoder) == [3.64e-6, 1.21e-6, 3.64e-7])
    #expect(rates.row(for: "lion8bit")?.unet == 1.21e-5)
    #expect(rates.row(for: "PagedAdamW")?.unet == 3.64e-5)
    #expect(rates.row(for: "SGDNesterov") == nil)
  }

  @Test func aChosenFactorComesFirst() {
    let rates = SuggestedRates(height: 1e-4, networks: .unet, lionFactor: 0.1)
    #expect(rates.rows.map(\.factor) == [1, 0.1, 1.0 / 3])
    #expect(rates.rows.allSatisfy { $0.textEncoder == nil })
    #expect(
      SuggestedRates(height: 1e-4, networks: .both, lionFactor: 0.2).rows.map(\.factor) == [1, 0.2, 1.0 / 3, 0.1])
  }

  @Test func aShareIsThatOfAllRates() {
    let rates = SuggestedRates(height: 0.0138, networks: .both, share: 0.1)
    #expect(rates.rows.map(\.unet) == [1.38e-3, 4.6e-4, 1.38e-4])
    #expect(rates.rows.map(\.textEncoder) == [1.38e-4, 4.6e-5, 1.38e-5])
    #expect(rates.rows[0].factor == 0.1 && rates.rows[0].origin.hasPrefix("a tenth of d·lr"))
    #expect(SuggestedRates(height: 1, networks: .unet, share: 0.5).row(for: "AdamW")?.origin.hasPrefix("half") == true)
  }

  @Test func aTextEncoderAloneHasThePlateauItself() {
    let row = SuggestedRates(height: 0.04412, networks: .textEncoder).rows[0]
    #expect(row.unet == nil && row.textEncoder == 0.0441)
  }
}
