import LoracFiles
import LoracJSON

/// A safetensors file of flat buffers, in the order in which they are added.
struct SafetensorsFile {
  private var entries: [(name: String, type: String, count: Int)] = []
  private var parts: [[UInt8]] = []

  /// Adds numbers in single precision.
  mutating func add(_ name: String, _ values: [Float]) {
    entries.append((name, "F32", values.count))
    parts.append(values.withUnsafeBytes { Array($0) })
  }

  /// Adds bytes.
  mutating func add(_ name: String, _ bytes: [UInt8]) {
    entries.append((name, "U8", bytes.count))
    parts.append(bytes)
  }

  /// Writes the file under a temporary name and renames it.
  func write(to path: String, metadata: [(key: String, value: String)]) throws(FileError) {
    var members = [
      JSONValue.Member("__metadata__", .object(metadata.map { JSONValue.Member($0.key, .string($0.value)) }))
    ]
    var offset = 0
    for (entry, part) in zip(entries, parts) {
      let fields: JSONValue = [
        "dtype": .string(entry.type), "shape": [.integer(entry.count)],
        "data_offsets": [.integer(offset), .integer(offset + part.count)],
      ]
      members.append(JSONValue.Member(entry.name, fields))
      offset += part.count
    }
    var text = JSONValue.object(members).serializedBytes()
    while text.count % 8 != 0 { text.append(UInt8(ascii: " ")) }
    let length = (0..<8).map { UInt8(truncatingIfNeeded: text.count >> (8 * $0)) }
    try FileSystem.write([length, text] + parts, to: path)
  }
}
