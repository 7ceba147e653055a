/// One record of an event file: TensorFlow's `Event` message, framed as a TFRecord.
///
/// The fields' numbers are those of tensorflow/core/util/event.proto and framework/summary.proto.
package struct TensorBoardRecord: Sendable, Hashable {
  /// The record's bytes.
  package let bytes: [UInt8]

  /// The first record of each file: that it is of version 2.
  package static func version(time: Double) -> TensorBoardRecord {
    var event = ProtobufMessage()
    event.append(1, time)
    event.append(3, "brain.Event:2")
    return TensorBoardRecord(event)
  }

  /// The message that a run goes on: TensorBoard forgets what earlier files hold from step `step` on.
  package static func restart(step: Int, time: Double) -> TensorBoardRecord {
    var session = ProtobufMessage()
    session.append(1, 1)
    var event = ProtobufMessage()
    event.append(1, time)
    event.append(2, step)
    event.append(7, session)
    return TensorBoardRecord(event)
  }

  /// Numbers of one step; `time` is in seconds since 1970.
  package static func scalars(_ scalars: TensorBoardScalars, time: Double) -> TensorBoardRecord {
    var summary = ProtobufMessage()
    for value in scalars.values {
      var message = ProtobufMessage()
      message.append(1, value.tag)
      message.append(2, Float(value.number))
      summary.append(1, message)
    }
    var event = ProtobufMessage()
    event.append(1, time)
    event.append(2, scalars.step)
    event.append(5, summary)
    return TensorBoardRecord(event)
  }

  /// Length, its checksum, the message, its checksum; all little-endian (tensorflow/core/lib/io/record_writer.h).
  private init(_ event: ProtobufMessage) {
    let length = Self.littleEndian(UInt64(event.bytes.count))
    bytes =
      length + Self.littleEndian(CRC32C.masked(length)) + event.bytes
      + Self.littleEndian(CRC32C.masked(event.bytes))
  }

  private static func littleEndian(_ value: some FixedWidthInteger) -> [UInt8] {
    withUnsafeBytes(of: value.littleEndian) { Array($0) }
  }
}
