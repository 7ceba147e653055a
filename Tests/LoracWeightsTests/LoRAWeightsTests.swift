import LoracArchitectures
import LoracDiagnostics
import LoracTestSupport
import LoracWeights
import Testing

@Suite struct LoRAWeightsTests {
  private static let model = TestModel.configuration.architecture
  private static let planned = AdapterTensors(
    model, AdapterConfiguration(linear: .init(rank: 4, alpha: 2), target: .unet, savedType: .float16))

  private func saved(_ planned: AdapterTensors, alpha: Float = 2) -> LoRAFile {
    LoRAFile(
      planned.tensors.map { tensor in
        let value: Float = tensor.shape.isEmpty ? alpha : 0.25
        return LoRATensor(tensor, values: Array(repeating: value, count: tensor.elementCount))
      }, metadata: [])
  }

  private func codes(_ file: LoRAFile, continuing planned: AdapterTensors = planned) throws -> [String] {
    let folder = try TemporaryDirectory()
    let path = "\(folder.path)/a.safetensors"
    try file.write(to: path)
    return try LoRAWeights.open(path).diagnostics(continuing: planned, path: path).map(\.code.id)
  }

  @Test func readsWhatWasSaved() throws {
    let folder = try TemporaryDirectory()
    let path = "\(folder.path)/a.safetensors"
    try saved(Self.planned, alpha: 3).write(to: path)
    let weights = try LoRAWeights.open(path)
    #expect(weights.diagnostics(continuing: Self.planned, path: path).isEmpty)
    for tensor in Self.planned.tensors {
      let found = try #require(weights.tensor(tensor.name))
      #expect(found.shape == tensor.shape)
      #expect(found.floats == Array(repeating: tensor.shape.isEmpty ? 3 : 0.25, count: tensor.elementCount))
    }
    let other = try #require(weights.otherAlpha { _ in 2 })
    #expect(other.stored == 3 && other.planned == 2 && other.count == Self.planned.moduleCount)
    #expect(weights.otherAlpha { _ in 3 } == nil)
    let diagnostic = Diagnostic.alphaDiffers(stored: 3, planned: 2, count: 1, path: path)
    #expect(diagnostic.code.id == "LR0633")
  }

  @Test func comparesWithThePlan() throws {
    func adapters(_ rank: Int, _ target: AdapterConfiguration.Target) -> AdapterTensors {
      AdapterTensors(
        Self.model, AdapterConfiguration(linear: .init(rank: rank, alpha: 2), target: target, savedType: .float32))
    }
    // Types may differ: kohya converts what it loads.
    #expect(try codes(saved(adapters(4, .unet))) == [])
    #expect(try codes(saved(adapters(8, .unet))) == ["LR0629"])
    #expect(try codes(saved(adapters(4, .textEncoder))) == ["LR0630"])
    #expect(try codes(saved(adapters(4, .both))) == ["LR0632"])
    #expect(try codes(saved(adapters(4, .unet)), continuing: adapters(4, .both)) == ["LR0631"])
  }

  @Test func refusesPickledFiles() throws {
    let folder = try TemporaryDirectory()
    let path = try folder.write([0x80, 2] + [UInt8](repeating: 1, count: 99), to: "a.pt")
    #expect(throws: SafetensorsError.otherContent(.pickle)) { try LoRAWeights.open(path) }
  }
}
