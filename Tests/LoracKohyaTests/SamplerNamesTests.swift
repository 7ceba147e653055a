import LoracPlan
import LoracSamplers
import Testing

@testable import LoracKohya

@Suite struct SamplerNamesTests {
  @Test(arguments: [
    ("euler_a", "euler_a"), ("k_euler", "euler"), ("Euler a", "euler_a"), ("DPM++ 2M Karras", "dpmsolver++"),
    ("DPM2 a Exponential", "dpm_2_a"), ("PLMS", "pndm"), ("DPM++ SDE Karras", "DPM++ SDE Karras"),
  ])
  func nearest(_ name: String, _ kohya: String) {
    #expect(SamplerNames.kohya(name) == kohya)
  }

  /// Whatever is emitted without a problem is a name that kohya knows.
  @Test func everySamplerIsNamedOrRefused() {
    for sampler in Sampler.all {
      let nearest = sampler.nearestKohyaName
      #expect(nearest == nil || Sampler.kohya.contains { $0.name == nearest })
    }
  }

  @Test func promptFileHasNearestNames() {
    let prompt = SamplePrompt(
      prompt: "a", negative: nil, size: PixelSize(width: 64, height: 64), steps: 1, cfg: 1, seed: nil, sampler: "Heun")
    let text = PromptFile.text(SamplePlan(every: nil, atStart: true, sampler: "ddim", prompts: [prompt]))
    #expect(text.contains("\"sample_sampler\": \"heun\""))
  }
}
