import Testing

@testable import LoracDataset

@Suite struct PythonRandomTests {
  struct Case: Decodable {
    var seed: Int
    var words: [Int]
    var unit: [Double]
    var ranges: [Int]
    var bits: [Int]
    var shuffled: [Int]
    var later: [Int]
  }

  @Test func equalsPython() throws {
    for item in try Reference.load("random", as: [Case].self) {
      var random = PythonRandom(seed: item.seed)
      #expect(item.words == item.words.map { _ in random.bits(32) })
      #expect(item.unit == item.unit.map { _ in random.unit() })
      #expect(item.ranges == item.ranges.map { _ in random.integer(in: 0...2_147_483_648) })
      #expect(item.bits == [1, 5, 31, 33, 53, 62].map { random.bits($0) })
      var order = Array(0..<300)
      random.shuffle(&order)
      #expect(item.shuffled == Array(order.prefix(20)))
      #expect(item.later == Array((0..<700).map { _ in random.integer(in: 3...9) }.suffix(5)))
    }
  }
}
