import LoracOptimizers
import Testing

@Suite struct FiniteNumbersTests {
  @Test(
    arguments: [[], [0], [1, -2], [.greatestFiniteMagnitude, .greatestFiniteMagnitude], [.leastNonzeroMagnitude]]
      as [[Float]])
  func numbers(_ values: [Float]) {
    #expect(FiniteNumbers.areAll(values))
    #expect(FiniteNumbers.areAll(Array(repeating: values, count: 1000).flatMap(\.self)))
  }

  @Test(arguments: [Float.nan, .infinity, -.infinity, -.nan], [0, 1, 63, 64, 999])
  func others(_ odd: Float, _ place: Int) {
    var values = [Float](repeating: 1, count: 1000)
    values[place] = odd
    #expect(!FiniteNumbers.areAll(values))
  }
}
