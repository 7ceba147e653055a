/// How the result of a product with frozen weights is cut among workers: by whole panels of columns, so that every weight
/// is read once, or by rows where columns cannot be shared evenly and there are many rows.
struct ProductShares: Sendable {
  /// The rows and columns of a share.
  typealias Element = (rows: Range<Int>, columns: Range<Int>)

  private let rows: Int
  private let columns: Int
  private let width: Int
  private let sharesColumns: Bool
  /// The number of shares, at most one for each worker.
  let count: Int

  init(rows: Int, columns: Int, level: PanelLevel, workers: Int) {
    self.rows = rows
    self.columns = columns
    width = level.width
    let panels = (columns + width - 1) / width
    sharesColumns = panels % workers == 0 || panels >= 8 * workers || rows < 64 * workers
    count = min(workers, sharesColumns ? panels : rows)
  }

  /// The share of a worker.
  subscript(index: Int) -> Element {
    func part(_ length: Int) -> Range<Int> { length * index / count..<length * (index + 1) / count }
    guard sharesColumns else { return (part(rows), 0..<columns) }
    let panels = part((columns + width - 1) / width)
    return (0..<rows, panels.lowerBound * width..<min(columns, panels.upperBound * width))
  }
}
