import Testing

@testable import LoracSamplers

@Suite struct SamplerTableTests {
  @Test func namesAreUnique() {
    let names = Sampler.all.map { $0.name } + Sampler.aliases.map { $0.alias }
    #expect(Set(names).count == names.count)
    #expect(Sampler.aliases.filter { alias in !Sampler.all.contains { $0.name == alias.name } }.isEmpty)
  }

  /// Names in kohya's writing are diffusers, names in A1111's are k-diffusion.
  @Test(arguments: [
    ("euler_a", "euler_a", Sampler.Kind.diffusers), ("k_euler_a", "euler_a", .diffusers),
    ("ddim", "ddim", .diffusers), ("DDIM", "DDIM", .kDiffusion), ("Euler a", "Euler a", .kDiffusion),
    ("euler a", "Euler a", .kDiffusion), ("dpm++ sde karras", "DPM++ SDE Karras", .kDiffusion),
    ("DPM++ 2M Karras", "DPM++ 2M Karras", .kDiffusion), ("dpm++_2m_karras", "DPM++ 2M Karras", .kDiffusion),
    ("k_dpmpp_2m", "DPM++ 2M", .kDiffusion), ("sample_dpmpp_2m", "DPM++ 2M", .kDiffusion),
    ("k_dpmpp_2m_ka", "DPM++ 2M Karras", .kDiffusion), ("dpmsolver++", "dpmsolver++", .diffusers),
    ("DPM2 a Karras", "DPM2 a Karras", .kDiffusion),
  ])
  func findsByName(_ name: String, _ found: String, _ kind: Sampler.Kind) {
    let sampler = Sampler.named(name)
    #expect(sampler?.name == found)
    #expect(sampler?.kind == kind)
  }

  @Test(arguments: ["", "UniPC", "Euler b", "karras"]) func doesNotGuess(_ name: String) {
    #expect(Sampler.named(name) == nil)
  }

  @Test(
    arguments: [
      ("DPM++ 2M", "Automatic", "DPM++ 2M Karras"), ("DPM++ 2M", "Karras", "DPM++ 2M Karras"),
      ("DPM++ 2M Karras", "Uniform", "DPM++ 2M"), ("DPM++ 2M SDE", "Automatic", "DPM++ 2M SDE Exponential"),
      ("Euler a", "automatic", "Euler a"), ("Euler a", "exponential", "Euler a Exponential"),
      ("DPM++ SDE Karras", "Automatic", "DPM++ SDE Karras"), ("Euler", "SGM Uniform", nil), ("euler", "Karras", nil),
      ("DDIM", "Karras", nil), ("DDIM", "Automatic", "DDIM"),
    ] as [(String, String, String?)])
  func schedules(_ name: String, _ schedule: String, _ expected: String?) {
    #expect(Sampler.named(name)?.scheduled(schedule)?.name == expected)
  }
}
