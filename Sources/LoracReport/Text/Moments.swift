import LoracFiles

/// Dates and times of day.
enum Moments {
  /// A moment in local time, as in `21 November 2026, 19:34`; `time` counts seconds since 1970.
  static func text(_ time: Double) -> String { format(time, "%e %B %Y, %H:%M") ?? "at an unknown time" }

  /// A moment in local time, as in `2026-11-21 19:34`; empty if it is unknown.
  static func short(_ time: Double) -> String { format(time, "%Y-%m-%d %H:%M") ?? "" }

  private static func format(_ time: Double, _ format: String) -> String? {
    guard time.isFinite, time > 0, time < 1e12 else { return nil }
    let text = LocalTime.text(time, format)
    return text.hasPrefix(" ") ? String(text.dropFirst()) : text
  }
}
