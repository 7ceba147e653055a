/// A chart over optimizer steps, drawn in HTML and SVG so that it needs no script to be seen.
struct Chart: Sendable {
  /// How a curve is drawn.
  enum Style: String, Sendable {
    /// Thin and pale: what jumps from step to step.
    case faint
    /// A strong line.
    case strong
    /// A strong line with a dot at each point, for few points.
    case dotted
  }

  /// How numbers are written.
  enum Format: String, Sendable {
    /// Four digits behind the point.
    case loss
    /// Four digits, with an exponent where it is small.
    case rate
  }

  /// A curve.
  struct Curve: Sendable {
    /// What it shows.
    var label: String
    /// How it is drawn.
    var style: Style
    /// Which of the page's colours, from 1.
    var color: Int
    /// The steps of its points, ascending; curves with equal steps are read together.
    var steps: [Int]
    /// Its values; nil or NaN where it breaks.
    var values: [Double?]
  }

  /// A moment worth a mark at the lower edge.
  struct Mark: Sendable {
    /// The step.
    var step: Int
    /// What happened, as in `saved moka.safetensors`.
    var text: String
  }

  /// Names the chart inside its page.
  var id: String
  /// The title.
  var title: String
  /// What the axis of values says.
  var format: Format
  /// The curves, those behind first.
  var curves: [Curve]
  /// The step at the left edge, 0 or 1.
  var firstStep = 1
  /// The last step that the chart has room for.
  var lastStep: Int
  /// The last step of each epoch, ascending.
  var epochs: [Int] = []
  /// Marks at the lower edge.
  var marks: [Mark] = []
  /// Whether a linear scale begins at 0.
  var startsAtZero = false
  /// A remark below the chart.
  var note: String?

  /// The scale of a kind; nil if the chart has nothing to show there.
  ///
  /// Faint curves count by all but their highest hundredth, so that one peak does not flatten everything else.
  func scale(_ kind: ChartScale.Kind) -> ChartScale? {
    var values: [Double] = []
    for curve in curves {
      let own = curve.values.compactMap(\.self).filter { $0.isFinite && (kind == .linear || $0 > 0) }
      if curve.style == .faint, own.count >= 100 {
        values += own.sorted().dropLast(own.count / 100)
      } else {
        values += own
      }
    }
    return ChartScale(kind, of: values, includesZero: startsAtZero && kind == .linear)
  }

  /// The place of a step from left to right, 0 to 1.
  func place(step: Int) -> Double {
    lastStep > firstStep ? Double(step - firstStep) / Double(lastStep - firstStep) : 0.5
  }

  /// Whether there is anything to draw.
  var isEmpty: Bool { scale(.linear) == nil }
}
