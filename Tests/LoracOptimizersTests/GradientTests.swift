import LoracJSON
import LoracOptimizers
import LoracTestSupport
import Testing

/// Clipping beside PyTorch's, and the scaling of weight norms beside sd-scripts'.
@Suite struct GradientTests {
  struct Clipping: Decodable {
    let shapes: [[Int]]
    let bound: Double
    let before: [Double]
    let norm: Double
    let after: [Double]
  }

  struct Norms: Decodable {
    let pairs: [[[Int]]]
    let alpha: Double
    let bound: Double
    let before: [Double]
    let scaled: Int
    let mean: Double
    let largest: Double
    let after: [Double]
  }

  struct File: Decodable {
    let clipping: [Clipping]
    let norms: [Norms]
  }

  private func file() throws -> File {
    try JSONValueDecoder.decode(
      File.self, from: JSONValue.parse(readFile("\(OptimizerReferenceTests.folder)/gradients.json")))
  }

  private func tensors(_ shapes: [[Int]]) -> [ParameterTensor] {
    var offset = 0
    return shapes.map { shape in
      defer { offset += shape.reduce(1, *) }
      return ParameterTensor(offset: offset, shape: shape)
    }
  }

  private func close(_ found: Double, _ expected: Double) -> Bool { abs(found - expected) <= 3e-7 * abs(expected) }

  @Test func clipsAsPyTorchDoes() throws {
    let cases = try file().clipping
    #expect(cases.contains { $0.norm > $0.bound } && cases.contains { $0.norm < $0.bound })
    for entry in cases {
      let layout = ParameterLayout([
        ParameterGroup(name: "unet", learningRate: 1, tensors: tensors(entry.shapes))
      ])
      var gradients = entry.before.map(Float.init)
      var span = gradients.mutableSpan
      let norm = GradientClipping.clip(&span, layout, toNorm: entry.bound)
      #expect(close(Double(norm), entry.norm))
      #expect(zip(gradients, entry.after).allSatisfy { close(Double($0), $1) })
      if entry.norm < entry.bound { #expect(gradients == entry.before.map(Float.init)) }
    }
  }

  @Test func gradientsThatAreNoNumbersStayVisible() {
    let layout = ParameterLayout([ParameterGroup(name: "unet", learningRate: 1, tensors: tensors([[2], [2]]))])
    var gradients: [Float] = [1, .nan, 2, 3]
    var span = gradients.mutableSpan
    #expect(GradientClipping.clip(&span, layout, toNorm: 1).isNaN)
    let areAllLost = gradients.allSatisfy { $0.isNaN }
    #expect(areAllLost)
  }

  @Test func scalesWeightNormsAsKohyaDoes() throws {
    for entry in try file().norms {
      let tensors = tensors(entry.pairs.flatMap { $0 })
      let adapters = stride(from: 0, to: tensors.count, by: 2).map { index in
        AdapterMatrices(
          down: tensors[index], up: tensors[index + 1],
          scale: Float(entry.alpha) / Float(tensors[index].shape[0]))
      }
      var parameters = entry.before.map(Float.init)
      var span = parameters.mutableSpan
      let outcome = WeightNormScaling.apply(&span, adapters, bound: entry.bound)
      #expect(outcome.scaledCount == entry.scaled)
      #expect(close(outcome.mean, entry.mean))
      #expect(close(outcome.largest, entry.largest))
      #expect(zip(parameters, entry.after).allSatisfy { close(Double($0), $1) })
    }
  }
}
