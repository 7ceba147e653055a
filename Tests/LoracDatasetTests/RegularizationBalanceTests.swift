import LoracTestSupport
import Testing

@testable import LoracDataset

@Suite struct RegularizationBalanceTests {
  struct Case: Decodable {
    var train: Int
    var repeats: [Int]
    var result: [Int]
  }

  @Test func equalsSDScripts() throws {
    let cases: [Case] = try references.load("balances")
    #expect(cases.count >= 40)
    for item in cases {
      let found = RegularizationBalance.balance(repeats: item.repeats, trainEntries: item.train)
      #expect(found == item.result, "\(item)")
    }
  }

  @Test func hugeNumbersTakeNoTime() {
    let found = RegularizationBalance.balance(repeats: [1, 1, 1], trainEntries: Int.max)
    #expect(found == [Int.max / 3 + 1, Int.max / 3, Int.max / 3])
  }
}
