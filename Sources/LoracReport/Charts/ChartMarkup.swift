internal import LoracJSON
internal import LoracPlanText

/// A chart as HTML: a picture of the curves for each scale, and the numbers behind them for the page's script.
///
/// Curves are drawn in units of their own and stretched to the room that there is; what is written stands beside them as
/// text, so that it is readable at any width.
struct ChartMarkup {
  /// How many parts of a long curve keep their lowest and highest point: about the pixels of a chart on a large screen.
  private static let columns = 480

  private let chart: Chart
  private let groups: [Group]

  /// Curves with points at the same steps.
  private struct Group {
    var steps: [Int]
    var curves: [Chart.Curve]
  }

  /// The markup of `chart`.
  init(_ chart: Chart) {
    self.chart = chart
    var groups: [Group] = []
    for curve in chart.curves {
      if let index = groups.firstIndex(where: { $0.steps == curve.steps }) {
        groups[index].curves.append(curve)
      } else {
        groups.append(Group(steps: curve.steps, curves: [curve]))
      }
    }
    self.groups = groups.map(Self.decimated)
  }

  private static func decimated(_ group: Group) -> Group {
    let kept = Decimation.indices(
      count: group.steps.count, columns: columns, curves: group.curves.map { curve in { curve.values[$0] } })
    var group = group
    group.steps = kept.map { group.steps[$0] }
    for index in group.curves.indices {
      let values = group.curves[index].values
      group.curves[index].steps = group.steps
      group.curves[index].values = kept.map { values[$0] }
    }
    return group
  }

  /// The curves in the chart's order, thinned out.
  private var curves: [Chart.Curve] {
    let all = groups.flatMap(\.curves)
    return chart.curves.compactMap { curve in all.first { $0.label == curve.label && $0.color == curve.color } }
  }

  /// The figure; empty without a value.
  var figure: Markup {
    let scales = ChartScale.Kind.allCases.compactMap { chart.scale($0) }
    guard !scales.isEmpty else { return .empty }
    return """
      <figure class="chart" id="chart-\(chart.id)" data-scale="linear">
      <figcaption><h3>\(chart.title)</h3>\(scales.count > 1 ? scaleChoice : .empty)</figcaption>
      \(legend)
      <div class="plot" tabindex="0" role="slider" aria-label="\(chart.title) by steps" aria-valuemin="\(chart.firstStep)" \
      aria-valuemax="\(chart.lastStep)" aria-valuenow="\(curves.compactMap(\.steps.last).max() ?? chart.firstStep)" aria-valuetext="\(summary)">
      \(scales.map(frame).joined())\(stepAxis)
      <div class="crosshair" hidden></div><div class="readout" hidden></div>
      </div>
      \(chart.note.map { "<p class=\"note\">\($0)</p>" as Markup } ?? .empty)
      \(ScriptData.element(data))
      </figure>

      """
  }

  private var scaleChoice: Markup {
    let name = "scale-\(chart.id)"
    return """
      <fieldset class="choice"><legend class="aside">Scale of \(chart.title)</legend>\
      <label><input type="radio" name="\(name)" value="linear" checked><span>linear</span></label>\
      <label><input type="radio" name="\(name)" value="logarithmic"><span>log</span></label></fieldset>
      """
  }

  private var legend: Markup {
    let items = curves.map { curve in
      "<li class=\"color-\(curve.color) \(curve.style.rawValue)\">\(curve.label)</li>" as Markup
    }
    return "<ul class=\"legend\">\(items)</ul>"
  }

  private func frame(_ scale: ChartScale) -> Markup {
    let ticks = scale.ticks(count: 6)
    let lines = ticks.compactMap { value -> Markup? in
      guard let place = scale.place(value), (0...1).contains(place) else { return nil }
      return "<i class=\"grid\" style=\"bottom:\(percent(place))\"><b>\(text(value, among: ticks))</b></i>"
    }
    return """
      <div class="frame \(scale.kind.rawValue)">\(lines)\
      <svg viewBox="0 0 \(CurvePath.width) \(CurvePath.height)" preserveAspectRatio="none" aria-hidden="true">\
      \(epochLines)\(curves.map { path($0, scale) })</svg>\(dots(scale))</div>

      """
  }

  private func path(_ curve: Chart.Curve, _ scale: ChartScale) -> Markup {
    let points = zip(curve.steps, curve.values).map { step, value -> (x: Double, y: Double)? in
      value.flatMap(scale.place).map { (chart.place(step: step), $0) }
    }
    return "<path class=\"color-\(curve.color) \(curve.style.rawValue)\" d=\"\(CurvePath.line(points))\"/>"
  }

  /// The dots of curves with few points, which stretched circles could not be.
  private func dots(_ scale: ChartScale) -> Markup {
    curves.filter { $0.style == .dotted && $0.steps.count <= 80 }.flatMap { curve in
      zip(curve.steps, curve.values).compactMap { step, value -> Markup? in
        guard let y = value.flatMap(scale.place), (0...1).contains(y) else { return nil }
        return """
          <i class="dot color-\(curve.color)" style="left:\(percent(chart.place(step: step)));bottom:\(percent(y))"></i>
          """
      }
    }.joined()
  }

  /// Thin lines between epochs, where they are not too close.
  private var epochLines: Markup {
    let ends = chart.epochs.filter { $0 < chart.lastStep }
    guard !ends.isEmpty, ends.count <= 60 else { return .empty }
    let lines = ends.map { end in
      let x = Int((chart.place(step: end) * Double(CurvePath.width)).rounded())
      return "M\(x) 0V\(CurvePath.height)"
    }
    return "<path class=\"epochs\" d=\"\(lines.joined())\"/>"
  }

  private var stepAxis: Markup {
    let axis = StepAxis(from: chart.firstStep, to: chart.lastStep)
    let labels = axis.ticks.map { step in
      let edge = step == chart.firstStep ? " first" : step == chart.lastStep ? " last" : ""
      return """
        <span class="tick\(edge)\(axis.narrow.contains(step) ? "" : " spare")" \
        style="left:\(percent(chart.place(step: step)))">\(Numbers.grouped(step))</span>
        """ as Markup
    }
    let marks = chart.marks.map { mark in
      "<i class=\"mark\" style=\"left:\(percent(chart.place(step: mark.step)))\" title=\"\(mark.text)\"></i>" as Markup
    }
    return "<div class=\"steps\">\(marks)\(labels)<span class=\"unit\">step</span></div>"
  }

  private func percent(_ place: Double) -> String { Numbers.fixed(place * 100, 2) + "%" }

  /// A value at the axis, with as many digits as tell the values apart.
  private func text(_ value: Double, among ticks: [Double]) -> String {
    if case .rate = chart.format { return Numbers.rate(value) }
    let gaps = zip(ticks, ticks.dropFirst()).map { $1 - $0 }
    let gap = gaps.min() ?? value.magnitude
    return Numbers.fixed(value, gap >= 1 ? 0 : gap >= 0.1 ? 1 : gap >= 0.01 ? 2 : gap >= 0.001 ? 3 : 4)
  }

  /// What the curves show, in words.
  private var summary: String {
    let sentences = curves.filter { $0.style != .faint }.compactMap { curve -> String? in
      let points = zip(curve.steps, curve.values).compactMap { step, value in
        value.flatMap { $0.isFinite ? (step: step, value: $0) : nil }
      }
      guard let first = points.first, let last = points.last, let lowest = points.min(by: { $0.value < $1.value })
      else { return nil }
      return
        "\(curve.label): \(number(first.value)) at step \(first.step), \(number(last.value)) at step \(last.step), "
        + "lowest \(number(lowest.value)) at step \(lowest.step)"
    }
    return sentences.joined(separator: "; ")
  }

  private func number(_ value: Double) -> String {
    switch chart.format {
    case .loss: Numbers.fixed(value, 4)
    case .rate: Numbers.rate(value)
    }
  }

  /// What the page's script needs to tell values.
  private var data: JSONValue {
    let scales = ChartScale.Kind.allCases.compactMap { chart.scale($0) }.map { scale in
      JSONValue.Member(scale.kind.rawValue, .array([.number(scale.low), .number(scale.high)]))
    }
    return [
      "format": .string(chart.format.rawValue), "first": .integer(chart.firstStep), "last": .integer(chart.lastStep),
      "epochs": .array(chart.epochs.map(JSONValue.integer)), "scales": .object(scales),
      "marks": .array(chart.marks.map { ["step": .integer($0.step), "text": .string($0.text)] }),
      "groups": .array(groups.map(data)),
    ]
  }

  private func data(_ group: Group) -> JSONValue {
    [
      "steps": .array(group.steps.map(JSONValue.integer)),
      "curves": .array(
        group.curves.map { curve in
          [
            "label": .string(curve.label), "color": .integer(curve.color),
            "faint": .boolean(curve.style == .faint),
            "values": .array(curve.values.map(Self.rounded)),
          ]
        }),
    ]
  }

  /// A value with six digits, which is more than is shown; null where there is none.
  private static func rounded(_ value: Double?) -> JSONValue {
    guard let value, value.isFinite else { return .null }
    guard value != 0 else { return .integer(0) }
    return .number(SignificantDigits.rounded(value, 6))
  }
}
