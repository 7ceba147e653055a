import LoracSchema
import Testing

@Suite struct DecimalPatternTests {
  @Test(arguments: [
    0...0, 0...9, 1...10, 64...4096, 64...8192, 7...7, 99...101, 0...1000, 123...4567, 10...99, 19...20,
  ])
  func matchesTheRangeAndNothingElse(_ range: ClosedRange<Int>) throws {
    let pattern = try Regex(DecimalPattern.matching(range))
    for number in 0...10_050 {
      #expect((try pattern.wholeMatch(in: "\(number)") != nil) == range.contains(number), "\(number) in \(range)")
    }
    for text in ["", "00", "0\(range.upperBound)", "\(range.upperBound)0000", "-1"] {
      #expect(try pattern.wholeMatch(in: text) == nil, "\(text) in \(range)")
    }
  }

  @Test func staysShort() {
    #expect(DecimalPattern.matching(64...8192).utf8.count < 120)
    #expect(DecimalPattern.matching(0...9) == "([0-9])")
  }
}
