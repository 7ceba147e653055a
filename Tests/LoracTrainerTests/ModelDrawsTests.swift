import LoracArchitectures
import Testing

@testable import LoracTrainer

@Suite("Numbers that torch draws while sd-scripts builds a base model")
struct ModelDrawsTests {
  /// As traced runs of sd-scripts counted them: peers' rng.json, the stage after `load_target_model`.
  @Test(
    arguments: [
      (StableDiffusionConfiguration.sd15, "single-file", 1_188_896_043),
      (StableDiffusionConfiguration.sd15, "diffusers", 859_320_644),
      (Workbench.configuration, "single-file", 17_213_355),
    ])
  func count(_ configuration: StableDiffusionConfiguration, _ layout: String, _ expected: Int) {
    #expect(ModelDraws.count(configuration, layout: layout, vae: nil) == expected)
  }

  @Test("a separate autoencoder is built too, if it is a safetensors file")
  func autoencoder() {
    let draws = ModelDraws.count(.sd15, layout: "diffusers", vae: "vae.safetensors")
    #expect(draws > ModelDraws.count(.sd15, layout: "diffusers", vae: nil))
    #expect(
      draws - 859_320_644 == ModelDraws.count(.sd15, layout: "single-file", vae: "vae.safetensors") - 1_188_896_043)
    #expect(ModelDraws.count(.sd15, layout: "diffusers", vae: "folder") == 859_320_644)
  }
}
