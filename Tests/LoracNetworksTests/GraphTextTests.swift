import LoracArchitectures
import LoracGraph
import LoracNetworks
import LoracTensor
import LoracTestSupport
import Testing

@Suite("The text of a network's graph")
struct GraphTextTests {
  @Test("of a text encoder with one layer")
  func textEncoder() {
    let configuration = SmallModel.configuration(layers: 1)
    var adapters = SmallModel.adapters
    adapters.target = .textEncoder
    let layout = AdapterLayout(configuration.architecture, adapters)
    var builder = NetworkBuilder(PlannedWeights(.float16), adapters: layout)
    let input = builder.graph.input([2, 12, 32], label: "embeddings")
    builder.graph.setOutput(
      CLIPText(configuration.textEncoder, clipSkip: 1).build(&builder, embeddings: input))
    expectSnapshot(builder.graph.description, "text-encoder.txt")
  }
}
