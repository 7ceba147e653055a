import LoracArchitectures

/// Builds safetensors files in memory, with data of zero bytes.
enum TestFile {
  typealias Entry = (name: String, type: String, shape: [Int])

  /// A file of a header's text, padded as writers do, and `dataByteCount` zero bytes.
  static func bytes(header: String, dataByteCount: Int) -> [UInt8] {
    var text = Array(header.utf8)
    while text.count % 8 != 0 { text.append(0x20) }
    return length(text.count) + text + [UInt8](repeating: 0, count: dataByteCount)
  }

  /// A valid file of the entries, in that order.
  static func bytes(_ entries: [Entry], metadata: String? = nil) -> [UInt8] {
    var members = metadata.map { ["\"__metadata__\":\($0)"] } ?? []
    var offset = 0
    for entry in entries {
      let size = entry.shape.reduce(TensorType(rawValue: entry.type)?.byteCount ?? 0, *)
      let shape = entry.shape.map(String.init).joined(separator: ",")
      let fields = "\"dtype\":\"\(entry.type)\",\"shape\":[\(shape)],\"data_offsets\":[\(offset),\(offset + size)]"
      members.append("\"\(entry.name)\":{\(fields)}")
      offset += size
    }
    return bytes(header: "{\(members.joined(separator: ","))}", dataByteCount: offset)
  }

  /// The length field of a header.
  static func length(_ count: Int) -> [UInt8] {
    (0..<8).map { UInt8(truncatingIfNeeded: count >> (8 * $0)) }
  }
}
