import LoracJSON
import Testing

@testable import LoracReport

struct ChartMarkupTests {
  private func chart(_ values: [Double?], label: String = "average") -> Chart {
    let curve = Chart.Curve(
      label: label, style: .strong, color: 1, steps: values.indices.map { $0 + 1 }, values: values)
    return Chart(id: "loss", title: "Loss", format: .loss, curves: [curve], lastStep: max(1, values.count))
  }

  /// The data for the page's script.
  private func data(_ chart: Chart) throws -> JSONValue {
    let html = ChartMarkup(chart).figure.html
    let match = try #require(html.firstMatch(of: /<script type="application\/json">(.*?)<\/script>/))
    return try JSONValue.parse(String(match.output.1))
  }

  @Test func drawsLinesInEqualSteps() throws {
    let html = ChartMarkup(chart([1, 2, 3])).figure.html
    // Places are in thousandths of the room: three points, two equal strokes upwards.
    let path = try #require(html.firstMatch(of: /d="(M0 [0-9]+l1000-[0-9]+l1000-[0-9]+)"/))
    let strokes = path.output.1.split(separator: "l").dropFirst()
    #expect(strokes.first == strokes.last)
    #expect(html.contains("class=\"frame linear\""))
    #expect(html.contains("class=\"frame logarithmic\""))
    #expect(html.contains("average: 1.0000 at step 1, 3.0000 at step 3, lowest 1.0000 at step 1"))
  }

  @Test func breaksWhereThereIsNoNumber() {
    let html = ChartMarkup(chart([1, 2, nil, .nan, 3, 4])).figure.html
    let lines = html.matches(of: /d="(M[^"]*)"/).map(\.output.1)
    #expect(lines.contains { $0.split(separator: "M").count == 2 && $0.contains("l") })
  }

  @Test func isEmptyWithoutValues() {
    #expect(ChartMarkup(chart([nil, .nan])).figure.isEmpty)
    #expect(ChartMarkup(chart([])).figure.isEmpty)
    #expect(!ChartMarkup(chart([0.5])).figure.isEmpty)
  }

  @Test func tellsValuesToTheScript() throws {
    let data = try data(chart([0.123456789, nil, 0]))
    guard case .array(let groups)? = data["groups"], case .array(let curves)? = groups.first?["curves"] else {
      Issue.record("no curves in \(data)")
      return
    }
    #expect(groups[0]["steps"] == [1, 2, 3])
    #expect(curves[0]["values"] == [0.123457, nil, 0])
    #expect(curves[0]["label"] == "average")
  }

  @Test func staysSmall() {
    let values = (0..<50_000).map { Double?(1 / Double($0 + 1) + Double($0 * 7919 % 1000) / 5000) }
    let faint = Chart.Curve(label: "each step", style: .faint, color: 1, steps: Array(1...50_000), values: values)
    var chart = chart(values)
    chart.lastStep = 50_000
    chart.curves = [faint, chart.curves[0]]
    #expect(ChartMarkup(chart).figure.html.utf8.count < 150_000)
  }

  @Test func escapesLabels() {
    let html = ChartMarkup(chart([1], label: "<i>\"x\"</i>")).figure.html
    #expect(!html.contains("<i>\"x"))
    #expect(html.contains("&lt;i&gt;&quot;x&quot;&lt;/i&gt;"))
  }

  @Test func onePeakDoesNotFlattenTheRest() throws {
    var values = Array(repeating: Double?(0.1), count: 500)
    values[200] = 1000
    var chart = chart(values)
    chart.curves[0].style = .faint
    #expect(try #require(chart.scale(.linear)).high < 1)
  }
}
