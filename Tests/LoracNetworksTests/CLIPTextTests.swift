import LoracArchitectures
import LoracGraph
import LoracNetworks
import LoracTensor
import LoracTestSupport
import Testing

@Suite("The text encoder")
struct CLIPTextTests {
  struct Case: Sendable, CustomTestStringConvertible {
    let name: String
    let skip: Int
    let captions: Int
    let chunks: Int

    var testDescription: String { name }
  }

  static let cases = [
    Case(name: "clip.skip1", skip: 1, captions: 2, chunks: 1),
    Case(name: "clip.skip2", skip: 2, captions: 2, chunks: 1),
    Case(name: "clip.skip5", skip: 5, captions: 1, chunks: 1),
    Case(name: "clip.chunks", skip: 2, captions: 2, chunks: 3),
  ]

  private static let configuration = SmallModel.textEncoder(layers: 6)
  private static let layout = AdapterLayout(SmallModel.configuration(layers: 6).architecture, SmallModel.adapters)

  @Test("equals transformers' with sd-scripts' adapters, layer by layer", arguments: cases)
  func agreement(_ reference: Case) throws {
    let shape: Shape = [reference.captions * reference.chunks, 12, 32]
    let run = try NetworkRun(
      reference.name, layout: Self.layout, inputs: [(shape, try embeddings(reference, shape))]
    ) { builder, inputs in
      let text = CLIPText(Self.configuration, clipSkip: reference.skip)
      let hidden = text.build(&builder, embeddings: inputs[0])
      return text.joinChunks(&builder, hidden, captions: reference.captions)
    }
    try run.check(inputs: ["embeddings"]) { $0.module.group.isTextEncoder }
  }

  /// Token and position embeddings, compared on the way.
  private func embeddings(_ reference: Case, _ shape: Shape) throws -> [Float] {
    let tokens = SeededNumbers.values("\(reference.name)/tokens", count: shape.rows).map { Int($0 * 32 + 32) }
    var result = [Float](repeating: 0, count: shape.count)
    result.withRegion { TokenEmbedding(Self.configuration, SeededWeights()).embed(tokens, into: $0) }
    #expect(relativeError(result, try Reference.numbers("\(reference.name)/embeddings")) < 1e-7)
    return result
  }

  @Test("leaves skipped layers without a gradient")
  func skipped() throws {
    let shape: Shape = [1, 12, 32]
    let run = try NetworkRun(
      "clip.skip5", layout: Self.layout, inputs: [(shape, SeededNumbers.values("x", count: shape.count))]
    ) { builder, inputs in
      CLIPText(Self.configuration, clipSkip: 5).build(&builder, embeddings: inputs[0])
    }
    for entry in Self.layout.entries where entry.module.group.isTextEncoder {
      let isUsed = entry.module.name.contains("layers_0_") || entry.module.name.contains("layers_1_")
      let gradient = run.parameterGradients[entry.adapter.down]
      #expect(gradient.contains { $0 != 0 } == isUsed, "\(entry.module.name)")
    }
  }
}
