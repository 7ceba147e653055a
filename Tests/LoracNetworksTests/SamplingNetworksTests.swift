import LoracArchitectures
import LoracGraph
import LoracNetworks
import LoracTensor
import Testing

@Suite("Networks for pictures")
struct SamplingNetworksTests {
  private static let (sd15, weights) = (StableDiffusionConfiguration.sd15, PlannedWeights(.float16))

  @Test("of SD 1.5 at 512 pixels need less than their weights")
  func memory() {
    let form = NoiseNetwork.Form(pictures: 2, height: 64, width: 64, tokens: 77)
    let unet = NoiseNetwork(Self.sd15.unet, form, weights: Self.weights, adapters: nil).program
    let decoder = DecoderNetwork(Self.sd15.autoencoder, pictures: 1, height: 64, width: 64, weights: Self.weights)
      .program
    func mebibytes(_ program: Program) -> Int {
      4 * (program.arenaCount + program.scratchCount(workers: 2)) >> 20
    }
    // Guidance computes two pictures at once; nothing is kept for a backward pass.
    #expect(mebibytes(unet) < 200)
    #expect(mebibytes(decoder) < 690)
  }

  @Test("take any size of whole latents")
  func sizes() {
    let form = NoiseNetwork.Form(pictures: 1, height: 95, width: 64, tokens: 154)
    let network = NoiseNetwork(Self.sd15.unet, form, weights: Self.weights, adapters: nil)
    let graph = network.program.graph
    #expect(graph[network.latents] == [1, 95, 64, 4])
    #expect(graph[network.context] == [1, 154, 768])
  }
}
