import LoracArchitectures
import LoracJSON
import LoracTestSupport
import LoracWeights
import Testing

/// Compares written files with those of sd-scripts (Tests/Tools/lora_file_reference.py).
@Suite struct LoRAFileTests {
  static let metadata = [
    "small": [("ss_steps", "12"), ("ss_output_name", "M\u{F6}ka \"x\"\n\\"), ("modelspec.title", "t\u{1}")],
    "large": [
      ("ss_tag_frequency", String(repeating: "x", count: 5003)), ("modelspec.title", String(repeating: "y", count: 77)),
    ],
  ]

  private func reference() throws -> JSONValue {
    let folder = testFolder()
    return try JSONValue.parse(try readFile("\(folder)/Reference/lora-files.json"))
  }

  /// The numbers of a tensor, which follow from its name.
  private func values(_ name: String, count: Int) -> [Float] {
    let start = name.utf8.reduce(0) { $0 + Int($1) }
    return (0..<count).map { Float(Double((start + $0) &* 2_654_435_761 & 0xFFFF_FFFF) / 1_073_741_824 - 2) }
  }

  private func tensors(_ case: JSONValue, isLarge: Bool) throws -> [LoRATensor] {
    guard case .array(let rows)? = `case`["tensors"] else { return [] }
    return try rows.map { row in
      guard case .array(let parts) = row, case .string(let name) = parts[0], case .string(let type) = parts[1],
        case .array(let sizes) = parts[2]
      else { throw TestFailure() }
      let shape = sizes.map { if case .integer(let size) = $0 { size } else { 0 } }
      let tensor = AdapterTensor(name: name, shape: shape, type: try #require(TensorType(rawValue: type)))
      let alpha: Float = isLarge ? 8 : name.hasPrefix("lora_unet_a.") ? 1 : 2
      return LoRATensor(tensor, values: shape.isEmpty ? [alpha] : values(name, count: tensor.elementCount))
    }
  }

  private struct TestFailure: Error {}

  @Test(arguments: ["small-float", "small-fp16", "small-bf16", "large-float", "large-fp16", "large-bf16"])
  func equalsTheFilesOfSDScripts(_ name: String) throws {
    let expected = try #require(try reference()[name])
    let size = name.hasPrefix("small") ? "small" : "large"
    let tensors = try tensors(expected, isLarge: size == "large")
    let metadata = try #require(Self.metadata[size]).map { (key: $0.0, value: $0.1) }
    // The order in which tensors are given does not matter.
    let file = LoRAFile(tensors.reversed(), metadata: metadata)
    let added = Dictionary(uniqueKeysWithValues: file.metadata.suffix(2).map { ($0.key, $0.value) })
    #expect(expected["model_hash"] == added["sshs_model_hash"].map(JSONValue.string))
    #expect(expected["legacy_hash"] == added["sshs_legacy_hash"].map(JSONValue.string))
    // The model's hash is that of the data alone.
    #expect(expected["data"] == added["sshs_model_hash"].map(JSONValue.string))
    #expect(expected["size"] == .integer(file.byteCount))
    let folder = try TemporaryDirectory()
    let path = "\(folder.path)/a.safetensors"
    try file.write(to: path)
    #expect(try namesInFolder(folder.path) == ["a.safetensors"])
    let header = try SafetensorsHeader.read(path)
    #expect(header.tensors.map(\.name) == tensors.map(\.tensor.name))
    #expect(header.metadata == Dictionary(uniqueKeysWithValues: file.metadata.map { ($0.key, $0.value) }))
  }

  @Test func roundsAsTorchDoes() throws {
    let values: [Float] = [
      1, 1.00390625, 1.01171875, 3.3895e38, 3.3961776e38, -0.1, Float(bitPattern: 71_362), .infinity, -0.0, 0.3, 65_519,
      65_520, 1e-8, 6e-8, 2049,
    ]
    // torch.tensor(values).to(dtype).view(torch.int16)
    let expected: [(TensorType, [UInt16])] = [
      (
        .bfloat16,
        [
          0x3F80, 0x3F80, 0x3F82, 0x7F7F, 0x7F80, 0xBDCD, 0x0001, 0x7F80, 0x8000, 0x3E9A, 0x4780, 0x4780, 0x322C,
          0x3381,
          0x4500,
        ]
      ),
      (
        .float16,
        [
          0x3C00, 0x3C04, 0x3C0C, 0x7C00, 0x7C00, 0xAE66, 0, 0x7C00, 0x8000, 0x34CD, 0x7BFF, 0x7C00, 0, 0x0001, 0x6800,
        ]
      ),
    ]
    for (type, bits) in expected {
      let tensor = LoRATensor(AdapterTensor(name: "a", shape: [values.count], type: type), values: values)
      let bytes = Array(LoRAFile([tensor], metadata: []).bytes.suffix(2 * values.count))
      let found = bits.indices.map { UInt16(bytes[2 * $0]) | UInt16(bytes[2 * $0 + 1]) << 8 }
      #expect(found == bits)
    }
    let alpha = LoRATensor(AdapterTensor(name: "a.alpha", shape: [], type: .int64), values: [8])
    #expect(Array(LoRAFile([alpha], metadata: []).bytes.suffix(8)) == [8, 0, 0, 0, 0, 0, 0, 0])
  }
}

/// Saves files of real runs again; skipped unless LORAC_LORA_FILE names a LoRA file that sd-scripts saved.
@Suite(.enabled(if: environmentVariable("LORAC_LORA_FILE") != nil)) struct RealLoRAFileTests {
  @Test func equalsARealFile() throws {
    let path = environmentVariable("LORAC_LORA_FILE") ?? ""
    let saved = try LoRAWeights.open(path)
    let tensors = try saved.header.header.tensors.map { tensor in
      LoRATensor(
        AdapterTensor(name: tensor.name, shape: tensor.shape, type: tensor.type),
        values: try #require(saved.tensor(tensor.name)?.floats))
    }
    var metadata = saved.header.header.metadata
    let hashes = (metadata.removeValue(forKey: "sshs_model_hash"), metadata.removeValue(forKey: "sshs_legacy_hash"))
    let file = LoRAFile(tensors.shuffled(), metadata: metadata.sorted { $0.key < $1.key })
    #expect(file.metadata.suffix(2).map(\.value) == [hashes.0, hashes.1])
    let original = try readFile(path)
    #expect(file.byteCount == original.count)
    let start = saved.header.header.headerByteCount
    #expect(file.bytes[start...].elementsEqual(original[start...]))
    if let copy = environmentVariable("LORAC_LORA_COPY") { try file.write(to: copy) }
  }
}
