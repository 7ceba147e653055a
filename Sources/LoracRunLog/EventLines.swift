internal import LoracJSON

/// The whole lines of an event log that is there already; a half line that a killed process left does not count.
package struct EventLines: Sendable {
  private struct Line {
    /// Where it ends, with its line break.
    var end: Int
    var event: String
    var time: Double
    var step: Int?
    var epoch: Int?
  }

  private var lines: [Line] = []

  /// Reads the content of a log up to the first line that is none.
  package init(_ bytes: [UInt8]) {
    var start = 0
    while let end = bytes[start...].firstIndex(of: UInt8(ascii: "\n")) {
      guard let line = Self.line(bytes[start..<end], end: end + 1) else { return }
      lines.append(line)
      start = end + 1
    }
  }

  /// The bytes of the lines.
  package var byteCount: Int { lines.last?.end ?? 0 }
  /// The last line's event; nil without lines.
  package var lastEvent: String? { lines.last?.event }
  /// The last line's time; 0 without lines.
  package var lastTime: Double { lines.last?.time ?? 0 }
  /// The last optimizer step that is mentioned.
  package var lastStep: Int { lines.last { $0.step != nil }?.step ?? 0 }
  /// The last epoch whose begin is mentioned.
  package var lastEpoch: Int? { lines.last { $0.event == "epoch" }?.epoch }

  /// Drops everything from the first line of a step after `step` on.
  package mutating func drop(after step: Int) {
    if step == 0 { return lines.removeAll() }
    guard let first = lines.firstIndex(where: { ($0.step ?? 0) > step }) else { return }
    lines.removeSubrange(first...)
  }

  private static func line(_ bytes: ArraySlice<UInt8>, end: Int) -> Line? {
    guard let value = try? JSONValue.parse(Array(bytes)), case .string(let event)? = value["event"] else { return nil }
    return Line(
      end: end, event: event, time: number(value["time"]) ?? 0, step: number(value["step"]).map { Int($0) },
      epoch: number(value["epoch"]).map { Int($0) })
  }

  private static func number(_ value: JSONValue?) -> Double? {
    switch value {
    case .integer(let number)?: Double(number)
    case .number(let number)? where number.magnitude < 1e15: number
    default: nil
    }
  }
}
