import LoracJSON
import LoracSamplers
import LoracSampling
import LoracTestSupport
import Testing

/// The quickstart from its pictures to its report: the product teaches a model what it did not know.
@Suite("The quickstart", .serialized) struct QuickstartTests {
  private static let recipe = "examples/quickstart/recipe.yaml"
  /// Small work that the shipped recipe leaves out, so that preparation, too, is on the way.
  private static let prepare = "\nprepare:\n  crop: {mode: center, sizes: [64x64]}\n  edits:\n    - dedupe: exact\n"

  private static let places = ["left", "right", "top", "bottom", "center"]
  private static let colors = DrawingClassifier.colors.map(\.name)
  private static let seeds = 1...5

  /// Twenty prompts for the new concept, without its trigger; brown on brown could not be seen.
  private static let surroundings = (0..<20).map { index in
    "\(places[index % 5]), \(colors.filter { $0 != "brown" }[index % 7]) background"
  }

  /// Twenty prompts of what the base model knows.
  private static let known = (0..<20).map { index in
    Known(
      shape: DrawingClassifier.classes[index % 6], color: colors[3 * index % 8],
      rest: "\(places[index % 5]), \(colors[(3 * index + 1 + index % 5) % 8]) background")
  }

  private struct Known {
    var shape: String
    var color: String
    var rest: String
    var prompt: String { "\(color) \(shape), \(rest)" }
  }

  /// Pictures of each prompt with each seed, as the classifier sees them.
  private struct Judge {
    let classifier: DrawingClassifier
    let model: SamplingModel

    func answers(_ prompts: [String]) throws -> [(prompt: Int, answer: DrawingClassifier.Answer?)] {
      let asked = seeds.flatMap { seed in prompts.indices.map { (seed: seed, prompt: $0) } }
      let sampler = try #require(Sampler.named("euler"))
      let requests = try asked.map { item in
        try PictureRequest(
          prompts[item.prompt], width: 64, height: 64, steps: 12, guidance: 4, seed: item.seed, sampler: sampler)
      }
      return zip(asked, try model.generate(requests)).map { ($0.prompt, classifier.answer($1.image)) }
    }

    /// The share of pictures that show the new concept.
    func found(_ prompts: [String]) throws -> Double {
      let answers = try answers(prompts)
      return Double(answers.count { $0.answer?.shape == "moka" }) / Double(answers.count)
    }

    /// The share of pictures of known things that show the asked shape in the asked colour.
    func kept() throws -> Double {
      let answers = try answers(known.map(\.prompt))
      let right = answers.count { prompt, answer in
        answer == DrawingClassifier.Answer(shape: known[prompt].shape, color: known[prompt].color)
      }
      return Double(right) / Double(answers.count)
    }
  }

  /// Everything up to the report, with the words that a user types.
  private static func train(_ session: Session) throws {
    func succeed(_ words: String...) throws -> String {
      let outcome = try session.lorac(words)
      try #require(outcome.status == 0, "\(words): \(outcome.errors)")
      return outcome.output
    }
    #expect(try succeed("prepare", recipe).contains("63 pictures made"))
    #expect(try succeed("plan", recipe).hasPrefix("moka: 900 steps in 30 epochs"))
    let search = try JSONValue.parse(try succeed("lr-find", recipe, "--steps", "120", "--format", "json"))
    guard case .number(let rate)? = search["chosen"]?["unet_lr"] else {
      Issue.record("no rate: \(search)")
      return
    }
    // Near the recipe's 1e-3, although the plateau is ten times higher: the loss that rose tells.
    #expect((3e-4...3e-3).contains(rate), "\(rate)")

    let stopped = try session.beside(["run", recipe, "--run-dir", "run"], after: 200, "kill -INT $pid")
    #expect(stopped.status == 3, "\(stopped.errors)")
    _ = try succeed("run", recipe, "--run-dir", "run", "--resume")
    // A run that went well is not found fault with.
    let advice = try succeed("advise", "run")
    #expect(!advice.contains("problem[") && !advice.contains("advice["), "\(advice)")
    _ = try succeed("test", recipe, "--run-dir", "run", "--weights", "1", "--steps", "8")
    _ = try succeed("report", "run")
    let page = String(decoding: try readFile("\(session.folder)/run/report.html"), as: UTF8.self)
    #expect(page.contains("data:image/png"))
    #expect(try readFile("\(session.folder)/run/effect/grid.png").count > 10_000)
  }

  @Test("teaches a new concept, which its trigger calls, and keeps what was known") func learns() throws {
    let session = try Session()
    session.environment["XDG_CACHE_HOME"] = session.folder + "/cache"
    try session.copyFolder("examples/quickstart")
    let text = String(decoding: try readFile("\(session.folder)/\(Self.recipe)"), as: UTF8.self)
    try session.write(text + Self.prepare, to: Self.recipe)
    try Self.train(session)

    let model = try SamplingModel.open(base: "\(session.folder)/examples/quickstart/base.safetensors", threads: 2)
    let judge = Judge(classifier: try DrawingClassifier("\(testFolder())/Fixtures/drawings/weights.txt"), model: model)
    let called = Self.surroundings.map { "moka, \($0)" }
    let (foundBefore, keptBefore) = (try judge.found(called), try judge.kept())
    try model.use([try model.openLoRA("\(session.folder)/output/moka.safetensors")], weights: [.init(1)])
    let (foundAfter, keptAfter) = (try judge.found(called), try judge.kept())
    let uncalled = try judge.found(Self.surroundings)
    let figures = "moka \(foundBefore) → \(foundAfter), uncalled \(uncalled); kept \(keptBefore) → \(keptAfter)"
    #expect(foundBefore <= 0.2, "\(figures)")
    #expect(foundAfter >= 0.8, "\(figures)")
    #expect(uncalled <= 0.2, "\(figures)")
    #expect(keptBefore >= 0.8, "\(figures)")
    #expect(keptAfter >= keptBefore - 0.05, "\(figures)")
  }
}
