internal import Glibc

/// Dates and times of day.
enum Moments {
  /// A moment in local time, as in `21 November 2026, 19:34`; `time` counts seconds since 1970.
  static func text(_ time: Double) -> String {
    guard time.isFinite, time.magnitude < 1e12 else { return "at an unknown time" }
    var seconds = time_t(time)
    var parts = tm()
    localtime_r(&seconds, &parts)
    var buffer = [CChar](repeating: 0, count: 64)
    let count = strftime(&buffer, buffer.count, "%e %B %Y, %H:%M", &parts)
    let text = String(decoding: buffer.prefix(count).map { UInt8(bitPattern: $0) }, as: UTF8.self)
    return text.hasPrefix(" ") ? String(text.dropFirst()) : text
  }
}
