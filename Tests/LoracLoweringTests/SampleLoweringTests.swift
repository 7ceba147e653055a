import LoracDiagnostics
import LoracPlan
import LoracSamplers
import LoracSchema
import LoracTestSupport
import Testing

/// What previews become of lists, pasted texts and kohya's prompt files.
@Suite struct SampleLoweringTests {
  static let common = "dataset: {images: [train/1_cat]}\ntrain: {epochs: 1}\n"

  /// The previews of a recipe whose block `sample` has `lines`, and the codes that speak of them.
  static func sample(
    _ lines: String, files: [String: String] = [:]
  ) throws -> (plan: SamplePlan, codes: [String]) {
    let bench = try Workbench()
    try bench.addImages("train/1_cat", 2, 512, 512)
    for (name, text) in files { try bench.directory.write(text, to: name) }
    let text = "\(common)sample:\n  every: 1 epoch\n  seed: 7\n\(lines)"
    let (plan, diagnostics) = try bench.plan(text)
    return (
      try #require(plan?.sample, "\(diagnostics.map(\.headline))"), diagnostics.codes.filter { $0.hasPrefix("LR10") }
    )
  }

  @Test func textsAreLinesOfKohya() throws {
    let (plan, codes) = try Self.sample(
      "  negative: lowres\n  steps: 20\n  prompts: [\"a cat --n a dog --w 512 --h 768 --d 42 --l 6.5 --s 28 --ss euler_a\", b]"
    )
    #expect(codes == [])
    #expect(
      plan.prompts == [
        SamplePrompt(
          prompt: "a cat", negative: "a dog", size: PixelSize(width: 512, height: 768), steps: 28, cfg: 6.5, seed: 42,
          sampler: "euler_a"),
        SamplePrompt(
          prompt: "b", negative: "lowres", size: PixelSize(width: 512, height: 512), steps: 20, cfg: 7.5, seed: 7),
      ])
  }

  @Test func mappingsAreTakenAsTheyAre() throws {
    let (plan, codes) = try Self.sample("  prompts: [{prompt: \"a --n b\", size: 128, sampler: DPM++ 2M Karras}]")
    #expect(codes == [])
    #expect(plan.prompts.map(\.prompt) == ["a --n b"])
    #expect(plan.prompts[0].sampler == "DPM++ 2M Karras" && plan.prompts[0].negative == nil)
    #expect(plan.prompts[0].size == PixelSize(width: 128, height: 128))
  }

  @Test func pastedTextsAreTakenApart() throws {
    let (plan, codes) = try Self.sample(
      """
        prompts:
          - |
            ZhangNaYing, ((best quality)), <lora:Zhang:1>
            Negative prompt: (worst quality:2)
            Steps: 28, Sampler: DPM++ SDE Karras, CFG scale: 7, Seed: 2551890436, Size: 512x765, Model hash: fc2511737a
          - |
            a cat
            Steps: 20, Sampler: DPM++ 2M, Schedule type: Karras, CFG scale: 7, Seed: -1, Clip skip: 1
          - a (red:1.2) hat, (blue:1.1) bag, (green:1.3) cup
      """)
    #expect(codes.sorted() == ["LR1005", "LR1009"])
    #expect(
      plan.prompts[0]
        == SamplePrompt(
          prompt: "ZhangNaYing, ((best quality)), ", negative: "(worst quality:2)",
          size: PixelSize(width: 512, height: 760), steps: 28, cfg: 7, seed: 2_551_890_436, sampler: "DPM++ SDE Karras")
    )
    #expect(plan.prompts[1].sampler == "DPM++ 2M Karras" && plan.prompts[1].seed == 7)
    #expect(plan.prompts[2].prompt == "a (red:1.2) hat, (blue:1.1) bag, (green:1.3) cup")
  }

  @Test(arguments: [
    ("prompts.txt", "# previews\na cat --d 5\nb\n"),
    ("prompts.json", #"["a cat --d 5", {"prompt": "b"}]"#),
    ("prompts.toml", "[prompt]\n[[prompt.subset]]\nprompt = 'a cat'\nseed = 5\n[[prompt.subset]]\nprompt = 'b'"),
  ])
  func filesOfKohya(_ name: String, _ text: String) throws {
    let (plan, codes) = try Self.sample("  prompts: \(name)", files: [name: text])
    #expect(codes == [])
    #expect(plan.prompts.map(\.prompt) == ["a cat", "b"] && plan.prompts.map(\.seed) == [5, 7])
  }

  @Test func aSamplerOfItsOwnIsOnlyKeptWhereItDiffers() throws {
    let (plan, _) = try Self.sample("  sampler: euler_a\n  prompts: [a --ss euler_a, a --ss ddim]")
    #expect(plan.sampler == "euler_a" && plan.prompts.map(\.sampler) == [nil, "ddim"])
  }

  /// Schema and samplers cannot import each other.
  @Test func schemaKnowsTheSamplers() {
    let kohya = Sampler.kohya.map(\.name).filter { $0 != "ddpm" }
    let second = Sampler.aliases.filter { Sampler.named($0.name)?.kind == .diffusers }.map(\.alias)
    #expect(Set(SampleFields.samplers) == Set(kohya + second + Sampler.automatic1111.map(\.name)))
    #expect(SampleFields.samplers.count == Set(SampleFields.samplers).count)
  }
}
