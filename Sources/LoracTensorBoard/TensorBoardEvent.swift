/// What one record of an event file says, as far as scalars are concerned.
package struct TensorBoardEvent: Sendable, Hashable {
  /// When it was written, in seconds since 1970.
  package var time: Double
  /// The place on the horizontal axis.
  package var step: Int
  /// The scalars, in the order they are written; pictures, texts and histograms are left out.
  package var values: [TensorBoardScalars.Value]
  /// Whether the run goes on from here, so that what earlier records say of this step and later ones is void.
  package var isRestart: Bool

  /// The event in a record's message; nil if it is none.
  package init?(_ message: ArraySlice<UInt8>) {
    (time, step, values, isRestart) = (0, 0, [], false)
    var reader = ProtobufReader(message)
    while let (field, content) = reader.next() {
      switch (field, content) {
      case (1, .fixed64(let bits)): time = Double(bitPattern: bits)
      case (2, .variable(let number)): step = Int(Int64(bitPattern: number))
      case (5, .bytes(let summary)): guard readSummary(summary) else { return nil }
      case (7, .bytes(let session)): isRestart = Self.begins(session)
      default: break
      }
    }
    if reader.isDamaged { return nil }
  }

  private mutating func readSummary(_ summary: ArraySlice<UInt8>) -> Bool {
    var reader = ProtobufReader(summary)
    while let (field, content) = reader.next() {
      guard field == 1, case .bytes(let bytes) = content else { continue }
      if let value = Self.value(bytes) { values.append(value) }
    }
    return !reader.isDamaged
  }

  private static func value(_ bytes: ArraySlice<UInt8>) -> TensorBoardScalars.Value? {
    var tag = ""
    var number: Double?
    var reader = ProtobufReader(bytes)
    while let (field, content) = reader.next() {
      switch (field, content) {
      case (1, .bytes(let text)): tag = String(decoding: text, as: UTF8.self)
      case (2, .fixed32(let bits)): number = Double(Float(bitPattern: bits))
      case (8, .bytes(let tensor)): number = TensorBoardTensor.number(tensor)
      default: break
      }
    }
    return reader.isDamaged ? nil : number.map { TensorBoardScalars.Value(tag, $0) }
  }

  /// Whether a session's message has the status START.
  private static func begins(_ session: ArraySlice<UInt8>) -> Bool {
    var reader = ProtobufReader(session)
    while let (field, content) = reader.next() {
      if field == 1, case .variable(1) = content { return true }
    }
    return false
  }
}
