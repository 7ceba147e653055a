import Glibc
import LoracArchitectures
import LoracFiles
import LoracGraph
import LoracJSON
import LoracNetworks
import LoracTensor
import LoracWeights
import Testing

/// The folder that Tests/Tools/oracle/compare_loading.py wrote with `--out`.
private let reference = getenv("LORAC_LOADING_REFERENCE").map { String(cString: $0) }

@Suite("A trained file in lorac, sd-scripts and diffusers")
struct LoadedFileTests {
  private struct Case: Decodable {
    struct Size: Decodable {
      var rank: Int
      var alpha: Double
    }

    var model: String
    var lora: String
    var side: Int
    var timestep: Int
    var tokens: [Int]
    var linear: Size
    var convolution: Size?
  }

  @Test("predicts the same here as in sd-scripts", .enabled(if: reference != nil, "LORAC_LOADING_REFERENCE is not set"))
  func prediction() throws {
    let folder = try #require(reference)
    let json = try JSONValue.parse(try FileSystem.read("\(folder)/case.json"))
    let loaded = try JSONValueDecoder.decode(Case.self, from: json)
    let model = try BaseModelWeights.open(loaded.model)
    let layout = AdapterLayout(
      model.configuration.architecture,
      AdapterConfiguration(
        linear: .init(rank: loaded.linear.rank, alpha: loaded.linear.alpha),
        convolution: loaded.convolution.map { .init(rank: $0.rank, alpha: $0.alpha) }, target: .both, savedType: nil))
    let none = [Float](repeating: 0, count: layout.parameterCount)
    for (file, parameters) in [("without", none), ("with", try Self.parameters(layout, loaded.lora))] {
      let theirs = try Self.numbers("\(folder)/\(file).f32")
      let ours = try predict(loaded, model, layout, parameters, latents: Self.numbers("\(folder)/latents.f32"))
      #expect(ours.count == theirs.count)
      let largest = try #require(theirs.map(\.magnitude).max())
      let difference = try #require(zip(ours, theirs).map { ($0 - $1).magnitude }.max()) / largest
      print("\(file) the file: largest difference \(difference) of the largest number")
      #expect(difference < 1e-4, "\(file)")
    }
  }

  private func predict(
    _ loaded: Case, _ model: BaseModelWeights, _ layout: AdapterLayout, _ parameters: [Float], latents: [Float]
  ) throws -> [Float] {
    let weights = MappedWeights(model)
    let form = TrainingNetwork.Form(pictures: 1, height: loaded.side, width: loaded.side, chunks: 1)
    let network = TrainingNetwork(
      model.configuration, form, clipSkip: 1, weights: weights, adapters: layout, trains: false)
    let executor = try Executor(for: [network.program], workers: Workers(count: 2))
    TokenEmbedding(model.configuration.textEncoder, weights).embed(
      loaded.tokens, into: executor.input(network.embeddings, of: network.program).region)
    executor.input(network.latents, of: network.program).region.copy(latents)
    executor.input(network.time, of: network.program).region.copy(
      timeSinusoids([loaded.timestep], width: model.configuration.unet.architecture.baseChannels))
    var parameters = parameters
    parameters.withRegion { executor.forward(network.program, parameters: $0) }
    return executor.output(of: network.program).region.values
  }

  private static func parameters(_ layout: AdapterLayout, _ path: String) throws -> [Float] {
    let file = try LoRAWeights.open(path)
    var parameters = [Float](repeating: 0, count: layout.parameterCount)
    for entry in layout.entries {
      for (part, range) in [("lora_down", entry.adapter.down), ("lora_up", entry.adapter.up)] {
        let tensor = try #require(file.tensor("\(entry.module.name).\(part).weight"), "\(entry.module.name)")
        parameters.replaceSubrange(range, with: try #require(tensor.floats))
      }
    }
    return parameters
  }

  private static func numbers(_ path: String) throws -> [Float] {
    let bytes = try FileSystem.read(path)
    return bytes.withUnsafeBytes { raw in
      (0..<bytes.count / 4).map {
        Float(bitPattern: UInt32(littleEndian: raw.loadUnaligned(fromByteOffset: $0 * 4, as: UInt32.self)))
      }
    }
  }
}
