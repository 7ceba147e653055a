import LoracJSON
import LoracTestSupport
import Testing

@testable import LoracTokenizer

@Suite struct WeightedCaptionTests {
  struct Part: Decodable {
    var text: String
    var weight: Double

    init(from decoder: any Decoder) throws {
      var values = try decoder.unkeyedContainer()
      text = try values.decode(String.self)
      weight = try values.decode(Double.self)
    }
  }

  struct Case: Decodable {
    var text: String
    /// Missing where Python cannot read a number.
    var parts: [Part]?
  }

  @Test func equalsKohya() throws {
    for item in try references.load("parts", as: [Case].self) {
      let parts = try? WeightedCaption.parts(of: item.text)
      #expect(
        parts?.map { codePoints(of: $0.text) } == item.parts?.map { codePoints(of: $0.text) }, "\(visible(item.text))")
      #expect(
        parts?.map { abs($0.weight) < 1e300 ? $0.weight : 1e300 } == item.parts?.map(\.weight), "\(visible(item.text))")
    }
  }

  @Test func namesTheNumberThatIsNone() {
    #expect(throws: WeightedCaptionError(number: "1.2.3")) { try WeightedCaption.parts(of: "(a:1.2.3)") }
  }
}
