extension AdapterTensors {
  /// The bytes of the file's header: the length field, the JSON text and its padding to a multiple of 8.
  ///
  /// `metadata` must have the values that will be saved; only their lengths matter. Some of kohya's are known at run
  /// time only (times, session id), but their lengths hardly vary. Two hashes that the writer adds, `sshs_model_hash` (64
  /// digits) and `sshs_legacy_hash` (8), count like any other entry and must be given too.
  package func headerByteCount(metadata: [(key: String, value: String)]) -> Int {
    var text = 2
    var entries = tensors.count
    if !metadata.isEmpty {
      let members = metadata.reduce(0) { $0 + Self.quotedByteCount($1.key) + 1 + Self.quotedByteCount($1.value) }
      text += "\"__metadata__\":{}".utf8.count + members + metadata.count - 1
      entries += 1
    }
    var offset = 0
    for tensor in tensors {
      let end = offset + tensor.byteCount
      let shape = tensor.shape.map(String.init).joined(separator: ",")
      let frame =
        "\"\":{\"dtype\":\"\(tensor.type.rawValue)\",\"shape\":[\(shape)],\"data_offsets\":[\(offset),\(end)]}"
      text += tensor.name.utf8.count + frame.utf8.count
      offset = end
    }
    text += max(0, entries - 1)
    return 8 + (text + 7) / 8 * 8
  }

  /// The bytes of a JSON string as safetensors' writer (serde_json) spells it.
  ///
  /// Only quotes, backslashes and control codes are escaped.
  private static func quotedByteCount(_ text: String) -> Int {
    text.utf8.reduce(2) { sum, byte in
      switch byte {
      case 0x22, 0x5C, 0x08, 0x09, 0x0A, 0x0C, 0x0D: sum + 2
      case 0..<0x20: sum + 6
      default: sum + 1
      }
    }
  }
}
