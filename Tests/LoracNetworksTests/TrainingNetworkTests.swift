import LoracArchitectures
import LoracGraph
import LoracNetworks
import LoracTensor
import LoracTestSupport
import Testing

@Suite("Text encoder and U-Net as one graph")
struct TrainingNetworkTests {
  private func network(
    clipSkip: Int = 1, _ target: AdapterConfiguration.Target = .both, hasMasks: Bool = false,
    weighsTokens: Bool = false,
    recomputes: Bool = false, trains: Bool = true
  ) -> (TrainingNetwork, AdapterLayout) {
    let configuration = SmallModel.configuration(layers: 3)
    var adapters = SmallModel.convolutionAdapters
    adapters.target = target
    let layout = AdapterLayout(configuration.architecture, adapters)
    let form = TrainingNetwork.Form(pictures: 2, height: 8, width: 8, chunks: 2, weighsTokens: weighsTokens)
    let network = TrainingNetwork(
      configuration, form, clipSkip: clipSkip, weights: SeededWeights(), adapters: layout, trains: trains,
      hasMasks: hasMasks, recomputes: recomputes)
    return (network, layout)
  }

  @Test("adapts every module of the layout")
  func modules() {
    let (network, layout) = network()
    #expect(network.adaptedModules == Set(layout.entries.map(\.module.name)))
    #expect(network.masks.isEmpty)
    #expect(network.tokenWeights == nil)
  }

  @Test("leaves out the modules of skipped layers")
  func skippedLayers() {
    let (network, layout) = network(clipSkip: 2)
    let missing = Set(layout.entries.map(\.module.name)).subtracting(network.adaptedModules)
    #expect(missing.count == 6)
    #expect(missing.allSatisfy { $0.hasPrefix("lora_te_text_model_encoder_layers_2_") })
  }

  @Test("has a mask for each module, the text encoder's first")
  func masks() throws {
    let (network, layout) = network(hasMasks: true)
    #expect(Set(network.masks.map(\.module)) == Set(layout.entries.map(\.module.name)))
    let firstOfUNet = try #require(network.masks.firstIndex { $0.module.hasPrefix("lora_unet") })
    #expect(network.masks[firstOfUNet...].allSatisfy { $0.module.hasPrefix("lora_unet") })
    for mask in network.masks {
      let rank = try #require(layout[mask.module]).rank
      #expect(network.program.graph[mask.value].columns == rank, "\(mask.module)")
    }
  }

  @Test("without what its masks hide is the network without adapters")
  func hiddenAdapters() throws {
    let (masked, layout) = network(hasMasks: true)
    let (plain, _) = network(hasMasks: true, trains: false)
    var parameters = SmallModel.parameters(layout)
    var nothing = [Float](repeating: 0, count: parameters.count)
    let hidden = try run(masked, &parameters, mask: 0)
    #expect(hidden == (try run(plain, &nothing, mask: 1)))
    #expect(hidden != (try run(masked, &parameters, mask: 1)))
  }

  @Test("multiplies tokens by their weights, of which 1 changes nothing")
  func tokenWeights() throws {
    let (weighted, layout) = network(weighsTokens: true)
    let (plain, _) = network()
    var parameters = SmallModel.parameters(layout)
    let expected = try run(plain, &parameters)
    #expect(try run(weighted, &parameters, tokenWeight: 1) == expected)
    #expect(try run(weighted, &parameters, tokenWeight: 1.5) != expected)
  }

  @Test("needs less memory if segments are computed twice")
  func memory() {
    #expect(network(recomputes: true).0.program.arenaCount < network().0.program.arenaCount * 3 / 4)
    #expect(network(trains: false).0.program.arenaCount < network(recomputes: true).0.program.arenaCount)
  }

  private func run(
    _ network: TrainingNetwork, _ parameters: inout [Float], mask: Float = 1, tokenWeight: Float = 1
  ) throws -> [Float] {
    let (program, form) = (network.program, network.form)
    let executor = try Executor(for: [program], workers: Workers(count: 1))
    for (value, name) in [(network.embeddings, "e"), (network.latents, "l"), (network.time, "t")] {
      executor.input(value, of: program).region.copy(SeededNumbers.values(name, count: program.graph[value].count))
    }
    for hidden in network.masks { executor.input(hidden.value, of: program).region.fill(mask) }
    if let weights = network.tokenWeights { executor.input(weights, of: program).region.fill(tokenWeight) }
    parameters.withRegion { executor.forward(program, parameters: $0) }
    let output = executor.output(of: program)
    #expect(output.shape == [form.pictures, form.height, form.width, 4])
    return output.region.values
  }
}
