import LoracRandom
import LoracTestSupport
import Testing

@testable import LoracDiffusion

@Suite struct NoiseSamplerTests {
  @Test func equalsKohya() throws {
    for item in try reference("batches.json", as: [ReferenceBatch].self) {
      let sampler = NoiseSampler(item.noiseSettings, schedule: item.schedule)
      var random = RunRandom(seed: item.seed)
      let drawn = sampler.draw(item.latents, shape: item.latentShape, &random)
      #expect(drawn.timesteps == item.timesteps, "\(item.seed)")
      // Means and the standard deviation are sums, which torch adds up in another order.
      let hasSums = item.adaptiveNoiseScale != nil || item.multiresNoiseIterations != nil
      let isExact = !hasSums && item.vParameterization != true
      #expect(relativeDistance(drawn.noisyLatents, item.noisy) <= 1e-6, "\(item.seed)")
      #expect(relativeDistance(drawn.target, item.target) <= (isExact ? 0 : 1e-6), "\(item.seed)")
      #expect(random.torch.integer(in: 0..<1 << 24) == item.nextTorch, "\(item.seed)")
      #expect(random.python.bits(24) == item.nextPython, "\(item.seed)")
    }
  }

  @Test func channelsMoveThereAndBack() {
    let shape = LatentShape(batch: 2, height: 1, width: 3, channels: 2)
    let first = (0..<12).map(Float.init)
    #expect(shape.channelsLast(first) == [0, 3, 1, 4, 2, 5, 6, 9, 7, 10, 8, 11])
    #expect(shape.channelsFirst(shape.channelsLast(first)) == first)
  }
}
