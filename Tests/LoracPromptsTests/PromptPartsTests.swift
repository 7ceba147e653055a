import LoracTestSupport
import Testing

@testable import LoracPrompts

/// A1111's rules as Tests/Tools/prompt_reference.py writes them down, and sd-scripts' own preview pipeline.
@Suite struct PromptPartsTests {
  /// A text and its weight; JSON's null is a break.
  struct Part: Decodable {
    var part: PromptPart

    init(from decoder: any Decoder) throws {
      if let single = try? decoder.singleValueContainer(), single.decodeNil() {
        part = .rowBreak
        return
      }
      var list = try decoder.unkeyedContainer()
      part = .text(try list.decode(String.self), weight: try list.decode(Double.self))
    }
  }

  struct Weights: Decodable {
    var prompt: String
    var parts: [Part]?
  }

  @Test func weighsAsAutomatic1111() throws {
    let cases = try reference("weights.json", as: [Weights].self)
    #expect(cases.count > 80)
    for item in cases {
      let parts = try? PromptPart.parts(of: item.prompt, .automatic1111)
      #expect(parts == item.parts?.map { $0.part }, "\(item.prompt)")
    }
  }

  @Test func refusesWeightsThatAreNoNumbers() {
    #expect(throws: PromptWeightError(number: "1.2.3")) { try PromptPart.parts(of: "(a:1.2.3)", .kohya) }
  }

  @Test func kohyaKnowsNoBreaksAndNoBlanks() throws {
    #expect(try PromptPart.parts(of: "a BREAK b", .kohya) == [.text("a BREAK b", weight: 1)])
    #expect(try PromptPart.parts(of: "(a: 1.3)", .kohya) == [.text("a: 1.3", weight: 1.1)])
  }

  struct KohyaRows: Decodable {
    var prompt: String
    var negative: String?
    /// Rows of the prompt, of the negative prompt; trailing end tokens are left out.
    var rows: [[[UInt16]]]
    /// All rows' factors, one after the other; trailing ones are left out.
    var factors: [[Float]]
  }

  @Test func showsTheTextEncoderWhatKohyaDoes() throws {
    for item in try reference("kohya_rows.json", as: [KohyaRows].self) {
      let rows = try PromptRows(prompt: item.prompt, negative: item.negative, .kohya)
      let both = [rows.prompt, rows.negative].compactMap(\.self)
      #expect(both.map { $0.tokens.map { Self.withoutEnd($0, 49407) } } == item.rows, "\(item.prompt)")
      #expect(both.flatMap { $0.tokens }.allSatisfy { $0.count == 77 } && !rows.isMeanPerRow)
      for (made, expected) in zip(both, item.factors) {
        let factors = Self.withoutEnd(made.weights.flatMap(\.self), 1)
        #expect(factors.count == expected.count && zip(factors, expected).allSatisfy { abs($0 - $1) < 2e-5 })
      }
    }
  }

  @Test func countsWhatHasNoPlace() throws {
    let long = String(repeating: "word ", count: 240)
    #expect(try PromptRows(prompt: long, negative: "", .kohya).prompt.dropped == 15)
    let rows = try PromptRows(prompt: long, negative: "a", .automatic1111)
    #expect(rows.prompt.dropped == 0 && rows.prompt.tokens.count == 4 && rows.negative?.tokens.count == 4)
    #expect(rows.isMeanPerRow)
  }

  struct Rows: Decodable {
    var prompt: String
    var rows: [[UInt16]]
    var weights: [[Float]]
  }

  @Test func breaksRowsAsAutomatic1111() throws {
    for item in try reference("rows.json", as: [Rows].self) {
      let rows = try PromptRows(prompt: item.prompt, negative: nil, .automatic1111).prompt
      #expect(rows.tokens.count == item.rows.count)
      for (tokens, expected) in zip(rows.tokens, item.rows) {
        #expect(tokens == [49406] + expected + [UInt16](repeating: 49407, count: 76 - expected.count))
      }
      for (weights, expected) in zip(rows.weights, item.weights) {
        #expect(weights == [1] + expected + [Float](repeating: 1, count: 76 - expected.count))
      }
    }
  }

  static func withoutEnd<Value: Equatable>(_ values: [Value], _ end: Value) -> [Value] {
    Array(values[..<((values.lastIndex { $0 != end } ?? -1) + 1)])
  }
}
