import LoracArchitectures
import LoracGraph
import LoracNetworks
import LoracTensor
import LoracTestSupport
import Testing

@Suite("The U-Net")
struct UNetTests {
  struct Case: Sendable, CustomTestStringConvertible {
    let name: String
    let height: Int
    let width: Int
    var hasConvolutions = false

    var testDescription: String { name }

    var layout: AdapterLayout {
      AdapterLayout(
        SmallModel.configuration(layers: 1).architecture,
        hasConvolutions ? SmallModel.convolutionAdapters : SmallModel.adapters)
    }
  }

  static let cases = [
    Case(name: "unet.square", height: 8, width: 8), Case(name: "unet.wide", height: 8, width: 16),
    Case(name: "unet.locon", height: 16, width: 8, hasConvolutions: true),
    Case(name: "unet.odd", height: 11, width: 9),
  ]

  @Test("equals diffusers' with sd-scripts' adapters", arguments: cases)
  func agreement(_ reference: Case) throws {
    try run(reference).check(inputs: ["latents", "context"]) { !$0.module.group.isTextEncoder }
  }

  @Test("gives the same bits when its layers are computed twice to save memory")
  func recomputation() throws {
    let (kept, recomputed) = (try run(Self.cases[1]), try run(Self.cases[1], recomputes: true))
    #expect(kept.result == recomputed.result)
    #expect(kept.parameterGradients == recomputed.parameterGradients)
    #expect(kept.inputGradients == recomputed.inputGradients)
  }

  @Test("gives the same bits with as many workers")
  func repetition() throws {
    let (first, second) = (try run(Self.cases[0], workers: 2), try run(Self.cases[0], workers: 2))
    #expect(first.result == second.result)
    #expect(first.parameterGradients == second.parameterGradients)
  }

  private func run(_ reference: Case, recomputes: Bool = false, workers: Int = 1) throws -> NetworkRun {
    let pixels = reference.height * reference.width
    let latents = channelsLast(
      SeededNumbers.values("\(reference.name)/latents", count: 8 * pixels), pictures: 2, channels: 4, pixels: pixels)
    let context = SeededNumbers.values("\(reference.name)/context", count: 2 * 12 * 32)
    return try NetworkRun(
      reference.name, layout: reference.layout,
      inputs: [
        ([2, reference.height, reference.width, 4], latents), ([2, 12, 32], context),
        ([2, 32], timeSinusoids([17, 801], width: 32)),
      ], recomputes: recomputes, workers: workers
    ) { builder, inputs in
      UNet(SmallModel.unet).build(&builder, latents: inputs[0], time: inputs[2], context: inputs[1])
    }
  }
}
