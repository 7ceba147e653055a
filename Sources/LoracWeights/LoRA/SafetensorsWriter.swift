internal import CLoracKernels
internal import LoracArchitectures
internal import LoracJSON

/// Spells safetensors files as the reference implementation does.
enum SafetensorsWriter {
  /// The length field and the JSON text of a header, padded with blanks to a multiple of 8; tensors in the order of data.
  static func header(_ tensors: [AdapterTensor], metadata: [(key: String, value: String)]) -> [UInt8] {
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

extension LoRATensor {
  /// The numbers as the file stores them, little-endian.
  var bytes: [UInt8] {
    let count = values.count
    guard let element = tensor.type.element else {
      // kohya makes an int64 of an alpha of 0; see AdapterTensors. No other type is ever planned.
      precondition(tensor.type == .int64, "LoRA files hold no \(tensor.type.rawValue)")
      return values.flatMap { value in
        let number = Int64(value)
        return (0..<8).map { UInt8(truncatingIfNeeded: number >> (8 * $0)) }
      }
    }
    return [UInt8](unsafeUninitializedCapacity: tensor.byteCount) { buffer, filled in
      values.withUnsafeBufferPointer { source in
        if let start = source.baseAddress, let target = buffer.baseAddress {
          lorac_narrow(start, count, element, target)
        }
      }
      filled = tensor.byteCount
    }
  }
}
