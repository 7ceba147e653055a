import Glibc

/// Moments as text, in the time zone of this machine.
package enum LocalTime {
  /// Year to second in digits, as kohya names pictures.
  package static let digits = "%Y%m%d%H%M%S"

  /// A moment in seconds since 1970 in the form that `strftime` takes; empty for moments that no calendar has.
  package static func text(_ time: Double, _ format: String) -> String {
    guard time.isFinite, abs(time) < 1e12 else { return "" }
    var seconds = time_t(time)
    var parts = tm()
    localtime_r(&seconds, &parts)
    var buffer = [CChar](repeating: 0, count: 128)
    let count = strftime(&buffer, buffer.count, format, &parts)
    return String(decoding: buffer.prefix(count).map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }
}
