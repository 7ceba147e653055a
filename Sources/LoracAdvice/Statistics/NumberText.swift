internal import LoracPlanText

/// Numbers of findings as people read them.
enum NumberText {
  /// A loss with four digits that count: `0.1163`, `1.162`, `0.00421`.
  static func loss(_ value: Double) -> String {
    guard value.isFinite else { return value.isNaN ? "not a number" : "infinite" }
    var digits = 3
    var limit = 1.0
    while value != 0, value.magnitude < limit, digits < 8 { (digits, limit) = (digits + 1, limit / 10) }
    return Numbers.fixed(value, value.magnitude >= 1000 ? 0 : value.magnitude >= 10 ? 1 : digits)
  }

  /// A part as percent: `12 %`, `0.4 %`.
  static func percent(_ part: Double) -> String {
    let percent = part * 100
    return "\(Numbers.fixed(percent, percent.magnitude < 9.95 ? 1 : 0)) %"
  }

  /// A factor: `2.1`, `24`.
  static func factor(_ value: Double) -> String { Numbers.fixed(value, value < 9.95 ? 1 : 0) }

  /// A number with two digits behind the point.
  static func hundredths(_ value: Double) -> String { Numbers.fixed(value, 2) }

  /// All digits, without `.0` where it is whole.
  static func plain(_ value: Double) -> String { Numbers.shortest(value) }

  /// A learning rate as YAML writes it: `1e-4`.
  static func rate(_ value: Double) -> String { Numbers.rate(value) }

  /// `step 12`, `steps 3 to 40`.
  static func steps(_ first: Int, _ last: Int) -> String {
    first == last ? "step \(Numbers.grouped(first))" : "steps \(Numbers.grouped(first)) to \(Numbers.grouped(last))"
  }

  /// `step 1,200`, or `before training`.
  static func moment(_ step: Int) -> String { step == 0 ? "before training" : "at step \(Numbers.grouped(step))" }

  /// `1 image`, `35 images`.
  static func count(_ value: Int, _ noun: String) -> String { Numbers.count(value, noun) }
}
