@testable import LoracTensor
import Testing

@Suite("Shares of a product")
struct ProductSharesTests {
  @Test(
    "cover every row and column once", arguments: [1, 3, 64, 1000], [1, 31, 320, 1280])
  func cover(_ rows: Int, _ columns: Int) {
    for level in PanelLevel.available {
      for workers in [1, 2, 3, 8, 16] {
        let shares = ProductShares(rows: rows, columns: columns, level: level, workers: workers)
        #expect(shares.count <= workers)
        let all = (0..<shares.count).map { shares[$0] }
        #expect(all.map { $0.rows.count * $0.columns.count }.reduce(0, +) == rows * columns)
        for (index, share) in all.enumerated() {
          #expect(share.columns.lowerBound % level.width == 0)
          #expect(share.rows.upperBound <= rows && share.columns.upperBound <= columns)
          for other in all[..<index] {
            #expect(!share.rows.overlaps(other.rows) || !share.columns.overlaps(other.columns))
          }
        }
      }
    }
  }
}
