/// Takes the records out of an event file that may still be growing.
package struct TensorBoardRecordReader: Sendable {
  /// How the bytes so far end.
  package enum End: Sendable, Hashable {
    /// With a whole record.
    case complete
    /// Within a record: the writer has not finished it, or was killed.
    case withinRecord
    /// With bytes, from this offset on, that are no record: their checksum is wrong.
    case damaged(offset: Int)
  }

  /// Where the first byte stands that no record was made of yet.
  package private(set) var offset = 0
  /// How the bytes so far end.
  package private(set) var end: End = .complete

  /// Before the first byte.
  package init() {}

  /// The events in `bytes`, which continue the file at ``offset``; nothing after damage.
  package mutating func read(_ bytes: [UInt8]) -> [TensorBoardEvent] {
    if case .damaged = end { return [] }
    var events: [TensorBoardEvent] = []
    var rest = bytes[...]
    end = .complete
    while !rest.isEmpty {
      guard let length = ProtobufReader.fixed(rest, as: UInt64.self),
        let lengthSum = ProtobufReader.fixed(rest.dropFirst(8), as: UInt32.self)
      else {
        end = .withinRecord
        break
      }
      guard CRC32C.masked(rest.prefix(8)) == lengthSum, length < 1 << 40 else {
        end = .damaged(offset: offset)
        break
      }
      let message = rest.dropFirst(12).prefix(Int(length))
      guard message.count == Int(length),
        let sum = ProtobufReader.fixed(rest.dropFirst(12 + Int(length)), as: UInt32.self)
      else {
        end = .withinRecord
        break
      }
      guard CRC32C.masked(message) == sum, let event = TensorBoardEvent(message) else {
        end = .damaged(offset: offset)
        break
      }
      events.append(event)
      rest = rest.dropFirst(16 + Int(length))
      offset += 16 + Int(length)
    }
    return events
  }
}
