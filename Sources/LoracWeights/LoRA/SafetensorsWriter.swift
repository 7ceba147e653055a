package import LoracArchitectures
internal import LoracJSON

/// Spells safetensors files as the reference implementation does.
package enum SafetensorsWriter {
  /// The length field and the JSON text of a header, padded with blanks to a multiple of 8; tensors in the order of data.
  package static func header(_ tensors: [AdapterTensor], metadata: [(key: String, value: String)]) -> [UInt8] {
    var members: [JSONValue.Member] = []
    if !metadata.isEmpty {
      let entries = metadata.map { JSONValue.Member($0.key, .string($0.value)) }
      members.append(JSONValue.Member("__metadata__", .object(entries)))
    }
    var offset = 0
    for tensor in tensors {
      let end = offset + tensor.byteCount
      let fields: JSONValue = [
        "dtype": .string(tensor.type.rawValue), "shape": .array(tensor.shape.map(JSONValue.integer)),
        "data_offsets": [.integer(offset), .integer(end)],
      ]
      members.append(JSONValue.Member(tensor.name, fields))
      offset = end
    }
    var text = JSONValue.object(members).serializedBytes()
    while text.count % 8 != 0 { text.append(UInt8(ascii: " ")) }
    return (0..<8).map { UInt8(truncatingIfNeeded: text.count >> (8 * $0)) } + text
  }
}
