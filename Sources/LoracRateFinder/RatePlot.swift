internal import LoracPlanText

/// A curve of `d·lr` drawn with characters, its height on a logarithmic scale.
package struct RatePlot: Sendable {
  private let curve: RateCurve
  private let rows: Int
  private let columns: Int

  /// A plot of `curve` with the given size, labels not counted.
  package init(_ curve: RateCurve, rows: Int = 8, columns: Int = 60) {
    self.curve = curve
    self.rows = rows
    self.columns = max(1, columns)
  }

  /// The lines, the last one with the steps; empty without points.
  package var lines: [String] {
    guard let first = curve.points.first, let last = curve.points.last else { return [] }
    let values = sampled(from: first.step, to: last.step)
    let lowest = curve.points.map(\.value).min() ?? 1
    let highest = curve.points.map(\.value).max() ?? 1
    // Even a curve that never moved has a line to stand on.
    let span = max(Self.logarithm(highest / lowest), 1e-9)
    let eighths = values.map { value in
      value.map { max(1, Int(Self.logarithm($0 / lowest) / span * Double(rows * 8 - 1)) + 1) } ?? 0
    }
    let labels = (Numbers.rate(highest), Numbers.rate(lowest))
    let width = max(labels.0.count, labels.1.count)
    var lines = (0..<rows).map { row in
      let label = row == 0 ? labels.0 : row == rows - 1 ? labels.1 : ""
      let floor = (rows - 1 - row) * 8
      let cells = eighths.map { Self.bars[min(8, max(0, $0 - floor))] }
      return pad(label, width) + " │" + Self.trimmed(String(cells))
    }
    lines.append(pad("", width) + " └" + String(repeating: "─", count: values.count))
    let (left, right) = ("step \(Numbers.grouped(first.step))", Numbers.grouped(last.step))
    let gap = max(1, values.count + 1 - left.count - right.count)
    lines.append(pad("", width) + " " + left + String(repeating: " ", count: gap) + right)
    return lines
  }

  private static let bars: [Character] = [" ", "▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"]

  /// The value of each column: the last one that lies in it, or the column before's.
  private func sampled(from first: Int, to last: Int) -> [Double?] {
    let count = min(columns, last - first + 1)
    var result = [Double?](repeating: nil, count: count)
    for point in curve.points { result[(point.step - first) * count / (last - first + 1)] = point.value }
    for index in result.indices.dropFirst() where result[index] == nil { result[index] = result[index - 1] }
    return result
  }

  private func pad(_ text: String, _ width: Int) -> String {
    String(repeating: " ", count: max(0, width - text.count)) + text
  }

  private static func trimmed(_ line: String) -> String {
    var line = line
    while line.hasSuffix(" ") { line.removeLast() }
    return line
  }

  /// The logarithm to base 2, without the C library.
  private static func logarithm(_ value: Double) -> Double {
    var (mantissa, result) = (value.significand, Double(value.exponent))
    var step = 0.5
    for _ in 0..<24 {
      mantissa *= mantissa
      if mantissa >= 2 { (mantissa, result) = (mantissa / 2, result + step) }
      step /= 2
    }
    return result
  }
}
