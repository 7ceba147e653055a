import LoracTestSupport
import Testing

@testable import LoracPrompts

@Suite struct GenerationParametersTests {
  struct Pasted: Decodable {
    var text: String
    var prompt: String
    var negative: String
    var fields: [[String]]
  }

  /// A1111's format as Tests/Tools/prompt_reference.py describes it.
  @Test func readsWhatPeoplePaste() throws {
    let known = ["Steps", "Sampler", "Schedule type", "CFG scale", "Seed", "Size", "Model hash", "Model", "Clip skip"]
    for item in try reference("fields.json", as: [Pasted].self) {
      let parameters = GenerationParameters(parsing: item.text)
      #expect(parameters.prompt == item.prompt)
      #expect(parameters.negative == item.negative)
      let others = item.fields.filter { !known.contains($0[0]) }
      #expect(parameters.others.map { [$0.name, $0.value] } == others)
    }
  }

  static let block = """
    ZhangNaYing, ((best quality)), <lora:Zhang:1>
    Negative prompt: (worst quality:2), [lowres]
    Steps: 28, Sampler: DPM++ SDE Karras, CFG scale: 7, Seed: 2551890436, Size: 512x765, Model hash: fc2511737a, \
    Model: chilloutmix, Clip skip: 2, Lora hashes: "Zhang: abc, x: 1", Version: v1.3.2
    """

  @Test func readsEveryField() {
    let parameters = GenerationParameters(parsing: Self.block)
    #expect(parameters.prompt == "ZhangNaYing, ((best quality)), <lora:Zhang:1>")
    #expect(parameters.negative == "(worst quality:2), [lowres]")
    #expect(parameters.steps == 28 && parameters.sampler == "DPM++ SDE Karras" && parameters.guidance == 7)
    #expect(parameters.seed == 2_551_890_436 && parameters.size == PictureSize(width: 512, height: 765))
    #expect(parameters.modelHash == "fc2511737a" && parameters.model == "chilloutmix" && parameters.clipSkip == 2)
    #expect(parameters.others == [.init("Lora hashes", "Zhang: abc, x: 1"), .init("Version", "v1.3.2")])
    #expect(parameters.unreadable.isEmpty)
    #expect(parameters.text == Self.block)
  }

  /// What is typed: A1111's text, kohya's line, or a prompt alone.
  @Test func readsWhatPeopleType() {
    #expect(GenerationParameters(reading: Self.block) == GenerationParameters(parsing: Self.block))
    #expect(GenerationParameters(reading: "a cat, well-made") == GenerationParameters(prompt: "a cat, well-made"))
    let line = GenerationParameters(reading: "a cat --n a dog --s 28 --w 512 --h 768 --d 42 --l 7.5 --ar 16:9")
    #expect(line.prompt == "a cat" && line.negative == "a dog" && line.steps == 28 && line.seed == 42)
    #expect(line.guidance == 7.5 && line.size == PictureSize(width: 512, height: 768))
    #expect(line.dropped.count == 1 && line.dropped[0].contains("'--ar 16:9'"), "\(line.dropped)")
    // Weights look like fields, and a typed prompt may have many.
    let weights = "a (red:1.2) cat, (blue:1.3) sky, (green:1.1) grass"
    #expect(GenerationParameters(reading: weights) == GenerationParameters(prompt: weights))
    let negative = GenerationParameters(reading: "a cat\nNegative prompt: (bad:1.2), (ugly:1.3), (red:1.1)")
    #expect(negative.prompt == "a cat" && negative.negative == "(bad:1.2), (ugly:1.3), (red:1.1)")
    let short = GenerationParameters(reading: "a cat\nSteps: 20, Seed: 5")
    #expect(short.prompt == "a cat" && short.steps == 20 && short.seed == 5)
    var wide = GenerationParameters(reading: "a cat --w 64")
    #expect(wide.size == nil)
    wide.completeSize(from: PictureSize(width: 512, height: 768))
    #expect(wide.size == PictureSize(width: 64, height: 768))
  }

  @Test func whatIsWrittenIsRead() {
    var parameters = GenerationParameters(prompt: "a\nb, (c:1.2)")
    parameters.steps = 5
    parameters.guidance = 7.5
    parameters.seed = 0
    parameters.model = "with, comma: and \"quotes\""
    #expect(GenerationParameters(parsing: parameters.text) == parameters)
  }

  @Test func saysWhatItCannotRead() {
    let parameters = GenerationParameters(parsing: "a\nSteps: many, CFG scale: 7, Seed: 1.5, Size: 512*512")
    #expect(parameters.unreadable == [.init("Steps", "many"), .init("Seed", "1.5"), .init("Size", "512*512")])
    #expect(parameters.guidance == 7)
  }

  @Test(arguments: [("512x765", 512, 760), ("512x512", 512, 512), ("7x70", 64, 64), ("100x4099", 96, 4096)])
  func roundsDown(_ text: String, _ width: Int, _ height: Int) {
    #expect(PictureSize(text)?.floored == PictureSize(width: width, height: height))
  }

  @Test(arguments: ["", "512", "512x", "x512", "512x512x1", "-512x512", "512 x 512", "99999999999999999999x1"])
  func noSizes(_ text: String) {
    #expect(PictureSize(text) == nil)
  }
}
