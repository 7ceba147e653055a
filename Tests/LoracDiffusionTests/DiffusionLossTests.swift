import LoracRandom
import LoracTestSupport
import Testing

@testable import LoracDiffusion

@Suite struct DiffusionLossTests {
  /// The same batch as the reference, with its target: only the loss is compared.
  private func latents(_ item: ReferenceBatch) -> NoisedLatents {
    NoisedLatents(
      shape: item.latentShape, noise: item.target, timesteps: item.timesteps, noisyLatents: item.noisy,
      target: item.target)
  }

  @Test func equalsKohyaAndAutograd() throws {
    for item in try reference("batches.json", as: [ReferenceBatch].self) {
      let loss = DiffusionLoss(item.lossSettings, schedule: item.schedule)
      let value = loss.evaluate(item.prediction, latents(item), sampleWeights: item.weights)
      #expect(relativeDistance(value.samples, item.samples) < 1e-6, "\(item.seed)")
      #expect(relativeDistance([value.mean], [item.loss]) < 1e-6, "\(item.seed)")
      #expect(relativeDistance(value.gradient, item.gradient) < 1e-6, "\(item.seed)")
    }
  }

  @Test(arguments: [
    LossSettings.Kind.l2, .l1, .huber(HuberThreshold(schedule: .exponential)), .smoothL1(HuberThreshold()),
  ])
  func gradientIsTheSlopeOfTheMean(_ kind: LossSettings.Kind) throws {
    let item = try #require(reference("batches.json", as: [ReferenceBatch].self).first)
    var settings = LossSettings()
    settings.kind = kind
    settings.minSNRGamma = 5
    let loss = DiffusionLoss(settings, schedule: item.schedule)
    let prediction = item.prediction
    let gradient = loss.evaluate(prediction, latents(item), sampleWeights: item.weights, gradientScale: 0.5).gradient
    for index in [0, 17, 59, prediction.count - 1] {
      let step: Float = 0.01
      let ends = [-step, step].map { offset in
        var moved = prediction
        moved[index] += offset
        return loss.evaluate(moved, latents(item), sampleWeights: item.weights).samples.map(Double.init).reduce(0, +)
      }
      let slope = Float((ends[1] - ends[0]) / Double(2 * step) / Double(item.latentShape.batch))
      #expect(abs(gradient[index] - slope / 2) <= 0.01 * abs(slope) + 2e-5)
    }
  }
}
