import LoracDiagnostics
import LoracPrompts
import LoracSamplers
import LoracSampling
import Testing

@Suite("An order of a picture")
struct PictureOrderTests {
  private static let pasted = """
    masterpiece, ((1girl)), [blurry], (smile:1.3), <lora:Moka:0.8> straw
    Negative prompt: (worst quality:1.4)
    Steps: 28, Sampler: DPM++ SDE Karras, CFG scale: 7.5, Seed: 2551890436, Size: 512x765, Model hash: abc, Clip skip: 2
    """

  @Test("as people paste it")
  func paste() throws {
    var diagnostics: [Diagnostic] = []
    let order = PictureOrder(GenerationParameters(parsing: Self.pasted))
    let resolved = try #require(order.resolve(seed: 1, layers: 12, into: &diagnostics))
    #expect(diagnostics.map(\.code.id) == ["LR1014"])
    let request = resolved.request
    #expect(request.width == 512 && request.height == 760 && request.steps == 28 && request.seed == 2_551_890_436)
    #expect(request.sampler.name == "DPM++ SDE Karras" && request.guidance == 7.5 && request.clipSkip == 2)
    #expect(resolved.loras == [LoraReference(name: "Moka", textEncoder: 0.8, unet: 0.8)])
    let text = request.description(
      prompt: resolved.prompt, negative: resolved.negative, model: "models/base.v1.safetensors"
    ).text
    #expect(
      text.hasSuffix(
        "Steps: 28, Sampler: DPM++ SDE Karras, CFG scale: 7.5, Seed: 2551890436, Size: 512x760, Model: base.v1, Clip skip: 2"
      ))
    // What is written reads as what was asked for.
    let again = PictureOrder(GenerationParameters(parsing: text))
    diagnostics = []
    #expect(again.resolve(seed: 2, layers: 12, into: &diagnostics)?.request == request)
    #expect(diagnostics.isEmpty)
  }

  @Test("takes usual values, and the seed that is handed over")
  func usual() throws {
    var diagnostics: [Diagnostic] = []
    let request = try #require(
      PictureOrder(GenerationParameters(prompt: "a cat")).resolve(seed: 5, layers: 12, into: &diagnostics)
    ).request
    #expect(request.width == 512 && request.height == 512 && request.steps == 20 && request.seed == 5)
    #expect(request.sampler.name == "Euler a" && request.guidance == 7 && request.clipSkip == 1)
    #expect(diagnostics.isEmpty)
  }

  /// One rule for what is typed and what is pasted.
  @Test(
    "-1 draws a seed; what is out of range is refused",
    arguments: [
      ("Seed: -1", []), ("Seed: -2", ["LR1018"]), ("Seed: 99999999999999", ["LR1018"]), ("Seed: 4294967295", []),
      ("CFG scale: 500", ["LR1018"]), ("CFG scale: -1", ["LR1018"]), ("CFG scale: 100", []),
    ])
  func ranges(field: String, codes: [String]) {
    let order = PictureOrder(GenerationParameters(reading: "a cat\nSteps: 20, Sampler: Euler a, \(field)"))
    var diagnostics: [Diagnostic] = []
    let resolved = order.resolve(seed: 5, layers: 12, into: &diagnostics)
    #expect(diagnostics.map(\.code.id) == codes)
    if field == "Seed: -1" { #expect(resolved?.request.seed == 5) }
  }

  @Test("names what it does not do, and what changes the picture elsewhere")
  func unfollowed() {
    let text = """
      [cat:dog:0.5], [red|blue] AND a <lora:m:1:2:3>
      Negative prompt: a <lora:n:1>
      Steps: 20, Sampler: Euler a, Schedule type: Beta, CFG scale: 7, Seed: x, Model hash: 12, Model: Other.v2, RNG: NV, \
      Face restoration: CodeFormer, Hires upscale: 2, Version: v1, Lora hashes: "m: 1"
      """
    let found = PictureOrder(GenerationParameters(reading: text)).unfollowed(base: "models/base.safetensors")
    let expected = [
      "'[cat:dog:0.5]'", "'[red|blue]'", "'AND'", "'<lora:m:1:2:3>'", "negative prompt", "'Seed: x'", "RNG: NV",
      "Face restoration: CodeFormer", "Hires upscale: 2", "Schedule type: Beta", "Model: Other.v2",
    ]
    #expect(found.count == expected.count, "\(found)")
    for (phrase, part) in zip(found, expected) { #expect(phrase.contains(part)) }
    let own = "a\nSteps: 20, Sampler: Euler a, Seed: 1, RNG: CPU, Model hash: 12, Model: Other.v2"
    #expect(
      PictureOrder(GenerationParameters(reading: own)).unfollowed(base: "models/Other.v2.safetensors").isEmpty)
    #expect(Diagnostic.notFollowed(found + found)?.notes.count == expected.count)
    #expect(Diagnostic.notFollowed([]) == nil)
  }

  @Test(
    "gives a cure that fits the reference",
    arguments: [
      ("<hypernet:foo:1>", "only LoRAs"), ("<lora:x:abc>", "'abc' is no weight"), ("<lora::1>", "without its ending"),
    ])
  func references(text: String, part: String) {
    var diagnostics: [Diagnostic] = []
    let order = PictureOrder(GenerationParameters(prompt: "a \(text)"))
    #expect(order.resolve(seed: 1, layers: 12, into: &diagnostics) == nil)
    #expect(diagnostics.map(\.code.id) == ["LR1015"])
    let told = diagnostics.flatMap { [$0.headline] + $0.notes.map(\.text) }
    #expect(told.contains { $0.contains(part) }, "\(told)")
  }

  @Test("tells all that is wrong at once")
  func problems() {
    var parameters = GenerationParameters(prompt: "a <hypernet:x:1> cat")
    (parameters.sampler, parameters.steps, parameters.clipSkip) = ("Eulr", 0, 99)
    var diagnostics: [Diagnostic] = []
    #expect(PictureOrder(parameters).resolve(seed: 1, layers: 12, into: &diagnostics) == nil)
    #expect(diagnostics.map(\.code.id) == ["LR1015", "LR1013", "LR1018", "LR1018"])
  }
}
