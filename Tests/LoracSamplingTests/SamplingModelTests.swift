import LoracDiagnostics
import LoracImages
import LoracPrompts
import LoracSamplers
import LoracSampling
import LoracTestSupport
import LoracWeights
import Testing

@Suite("A model that makes pictures", .serialized)
struct SamplingModelTests {
  /// The cases of Tests/Tools/sampling_reference.py.
  struct Case: Sendable, CustomTestStringConvertible {
    var name: String
    var prompt: String
    var negative = ""
    var size = (width: 64, height: 64)
    var steps: Int
    var guidance: Double
    var seed: Int
    var sampler: String
    var clipSkip = 1
    var loras: [(name: String, weight: AdapterStack.Weight)] = []
    var testDescription: String { name }

    func request() throws -> PictureRequest {
      try PictureRequest(
        prompt, negative: negative, syntax: .kohya, width: size.width, height: size.height, steps: steps,
        guidance: guidance, seed: seed, sampler: try #require(Sampler.named(sampler)), clipSkip: clipSkip)
    }
  }

  static let long = (0..<10).map { "a very long description of thing \($0) in the garden" }.joined(separator: ", ")
  static let cases = [
    Case(
      name: "plain", prompt: "moka, a (red cat:1.3), [snow], ((sun))", negative: "blurry, (dog:1.2)", steps: 6,
      guidance: 7, seed: 42, sampler: "ddim"),
    Case(
      name: "long", prompt: "(moka:1.2), " + long, size: (64, 96), steps: 4,
      guidance: 5, seed: 2_551_890_436, sampler: "euler_a", clipSkip: 2, loras: [("first", .init(0.8))]),
    Case(
      name: "stack", prompt: "moka", size: (80, 64), steps: 5, guidance: 1, seed: 7,
      sampler: "dpmsolver++", loras: [("first", .init(0.7, text: 0.5)), ("second", .init(1.2, text: -0.6))]),
    Case(
      name: "second", prompt: "a cat", steps: 4, guidance: 3, seed: 8, sampler: "euler",
      loras: [("second", .init(1))]),
  ]

  @Test("makes sd-scripts' pictures with its LoRA modules", arguments: cases)
  func agreement(_ example: Case) throws {
    let files = try SmallModel()
    let model = try SamplingModel.open(base: files.base, threads: 2)
    let loras = try example.loras.map { try model.openLoRA(try files.lora($0.name)) }
    #expect(loras.allSatisfy { $0.problems.isEmpty })
    try model.use(loras, weights: example.loras.map(\.weight))
    let picture = try model.generate(try example.request())
    let reference = try MappedSafetensors.open("\(testFolder())/Reference/pictures.safetensors")
    let expected = try #require(reference.tensor("\(example.name)/picture")?.floats)
    try #require(picture.bytes.count == expected.count)
    let differences = zip(picture.bytes, expected).map { abs(Float($0) - $1) }
    // Both round to whole grey levels, perhaps to different sides.
    #expect(differences.max() ?? 255 <= 1)
    #expect(differences.reduce(0, +) / Float(differences.count) < 0.02)
  }

  @Test("gives several pictures at once what each would be alone")
  func batches() throws {
    let files = try SmallModel()
    let model = try SamplingModel.open(base: files.base, threads: 1)
    let sampler = try #require(Sampler.named("Euler a"))
    func request(_ prompt: String, _ seed: Int, width: Int = 64, guidance: Double = 4) throws -> PictureRequest {
      try PictureRequest(
        prompt, negative: "a dog", width: width, height: 64, steps: 3, guidance: guidance, seed: seed, sampler: sampler)
    }
    // The third has another size, the fourth a longer text, the fifth another strength of guidance.
    let requests = [
      try request("a cat", 1), try request("two cats", 2), try request("a cat", 1, width: 72),
      try request(Self.long, 1),
      try request("a cat", 3, guidance: 6), try request("a cat", 3, guidance: 1),
    ]
    var reports: [SamplingProgress] = []
    let together = try model.generate(requests, progress: { reports.append($0) }).map(\.image)
    #expect(reports.map(\.pictureCount) == Array(repeating: 6, count: reports.count))
    // Three of the six are computed at once: four batches, each told of before and after each step.
    #expect(reports.filter { $0.step == 0 }.map(\.pictures) == [0, 3, 4, 5])
    #expect(reports.count == 16)
    for (request, picture) in zip(requests, together) {
      let alone = try model.generate(request)
      #expect(alone.width == request.width && alone.height == request.height)
      #expect(Self.largestDifference(alone, picture) <= 1)
    }
    #expect(Self.largestDifference(together[0], together[1]) > 10)
  }

  @Test("changes weights without opening anything again")
  func weights() throws {
    let files = try SmallModel()
    let model = try SamplingModel.open(base: files.base, threads: 1)
    let request = try Self.cases[3].request()
    let base = try model.generate(request)
    let (first, second) = (try model.openLoRA(try files.lora("first")), try model.openLoRA(try files.lora("second")))
    try model.use([first, second], weights: [.init(1), .init(1)])
    let both = try model.generate(request)
    try model.use([first, second], weights: [.init(0), .init(0)])
    #expect(try model.generate(request) == base)
    try model.use([second, first], weights: [.init(1), .init(1)])
    #expect(Self.largestDifference(try model.generate(request), both) <= 1)
    try model.use([], weights: [])
    #expect(try model.generate(request) == base)
    #expect(Self.largestDifference(base, both) > 10)
  }

  @Test("tells pictures that are no numbers, and why")
  func notNumbers() throws {
    let files = try SmallModel()
    let model = try SamplingModel.open(base: files.base, threads: 1)
    let request = try Self.cases[3].request()
    #expect(try model.generate([request]).map(\.isNumbers) == [true])
    let lora = try model.openLoRA(try files.lora("first"))
    #expect(lora.firstWithoutNumbers == nil)
    try model.use([lora], weights: [.init(1e30)])
    var reports: [SamplingProgress] = []
    let made = try model.generate([request], progress: { reports.append($0) })
    #expect(made.map(\.isNumbers) == [false])
    #expect(made[0].image.width == request.width && made[0].image.bytes.allSatisfy { $0 == 0 })
    #expect(reports.count == 1, "nothing more is computed where no number is left")
    let heavy = Diagnostic.notNumbers("a.png", [(lora, .init(1e30))])
    #expect(heavy.notes.contains { $0.text.contains("its weight is 1e+30") }, "\(heavy.notes)")

    let broken = try model.openLoRA(
      try files.lora("first", file: "broken", valuesOf: { $0.hasSuffix("mlp_fc1.lora_up.weight") ? .nan : nil }))
    #expect(broken.firstWithoutNumbers?.hasSuffix("mlp_fc1.lora_up.weight") == true)
    try model.use([broken], weights: [.init(1)])
    #expect(try model.generate([request]).map(\.isNumbers) == [false])
    let told = Diagnostic.notNumbers("a.png", [(lora, .init(1)), (broken, .init(1))])
    #expect(told.notes.contains { $0.text.contains("holds weights that are no numbers") })
    #expect(Diagnostic.notNumbers("a.png", []).notes.contains { $0.text.contains("base model") })
  }

  @Test("stops between two steps")
  func stop() throws {
    let files = try SmallModel()
    let model = try SamplingModel.open(base: files.base, threads: 1)
    var last = 0
    #expect(throws: SamplingError.stopped) {
      _ = try model.generate(
        [try Self.cases[0].request()], progress: { last = $0.step }, shouldStop: { last == 2 })
    }
    #expect(last == 2)
  }

  private static func largestDifference(_ first: RGBImage, _ second: RGBImage) -> Int {
    guard first.bytes.count == second.bytes.count else { return 255 }
    return zip(first.bytes, second.bytes).map { abs(Int($0) - Int($1)) }.max() ?? 0
  }
}
