import LoracFiles
import LoracImages
import LoracONNX
import LoracONNXTestSupport
import LoracPreparation
import LoracPreparer
import LoracTags
import LoracTestSupport
import Testing

/// Preparation with models, which are the tiny ones of the other tests.
@Suite(.enabled(if: TestRuntime.shared != nil, TestRuntime.comment)) struct ModelTests {
  private static let tests = testFolder().split(separator: "/", omittingEmptySubsequences: false).dropLast()
    .joined(separator: "/")

  private static func tagger(
    _ existing: FolderPreparation.Tagger.Existing = .keep, threshold: Double = 0.6, model: String = "wd14.onnx",
    tags: String = "selected_tags.csv"
  ) -> FolderPreparation {
    FolderPreparation(
      tagger: .init(
        kind: .wd14, model: ModelFile("\(tests)/LoracTaggersTests/Models/\(model)"),
        tags: ModelFile("\(tests)/LoracTaggersTests/Reference/\(tags)"), threshold: threshold,
        characterThreshold: threshold, existing: existing, prompt: nil, beams: 1))
  }

  private static func prepare(_ bench: Workbench, _ settings: FolderPreparation) -> (Preparer.Outcome, [Preparer.Event])
  {
    bench.prepare(settings, search: TestRuntime.search)
  }

  private static func caption(_ bench: Workbench, _ settings: FolderPreparation, _ name: String) throws -> String? {
    try bench.copies(settings)[name].map { String(decoding: $0.dropLast(), as: UTF8.self) }
  }

  @Test func handWrittenCaptionsWinUnlessToldOtherwise() throws {
    let bench = try Workbench()
    try bench.addPicture("a.png", 96, 64, caption: "by hand")
    try bench.addPicture("b.png", 96, 64, seed: 3)
    let keep = Self.tagger(.keep, threshold: 0.5)
    #expect(bench.survey(keep).pendingCaptions == 1)
    #expect(Self.prepare(bench, keep).0.isDone)
    #expect(try Self.caption(bench, keep, "a.txt") == "by hand")
    let tagged = try #require(try Self.caption(bench, keep, "b.txt"))
    #expect(tagged.contains(", "))
    let replace = Self.tagger(.replace, threshold: 0.5)
    #expect(Self.prepare(bench, replace).0.isDone)
    let said = try #require(try Self.caption(bench, replace, "a.txt"))
    #expect(said != "by hand")
    #expect(try Self.caption(bench, replace, "b.txt") == tagged)
    let append = Self.tagger(.append, threshold: 0.5)
    #expect(Self.prepare(bench, append).0.isDone)
    #expect(try Self.caption(bench, append, "a.txt") == "by hand, \(said)")
  }

  @Test func anotherThresholdDoesNotRunTheModelAgain() throws {
    let bench = try Workbench()
    try bench.addPicture("a.png", 96, 64)
    let (first, events) = Self.prepare(bench, Self.tagger(threshold: 0.6))
    #expect(first.isDone && events.last == .captions(done: 1, total: 1))
    let low = Self.tagger(threshold: 0.2)
    #expect(bench.survey(low).pendingCaptions == 0)
    let (second, more) = Self.prepare(bench, low)
    #expect(second.isDone && more.isEmpty)
    let count = { (text: String?) in text.map { $0.split(separator: ",").count } ?? 0 }
    #expect(
      count(try Self.caption(bench, low, "a.txt"))
        > count(try Self.caption(bench, Self.tagger(threshold: 0.6), "a.txt")))
  }

  @Test func removesTheBackground() throws {
    let bench = try Workbench()
    try bench.addPicture("a.png", 96, 64)
    let model = ModelFile("\(Self.tests)/LoracMattingTests/Models/u2net.onnx")
    let transparent = FolderPreparation(background: .init(model: model, fill: nil))
    let red = FolderPreparation(background: .init(model: model, fill: RGBColour(red: 255, green: 0, blue: 0)))
    #expect(Self.prepare(bench, transparent).0.isDone && Self.prepare(bench, red).0.isDone)
    let cut = try PhotoDecoder.decode(try #require(try bench.copies(transparent)["a.png"])).image
    let filled = try PhotoDecoder.decode(try #require(try bench.copies(red)["a.png"])).image
    #expect(cut.hasAlpha && !filled.hasAlpha)
    #expect(cut.width == 96 && filled.height == 64)
    // What is fully background is the fill.
    let places = stride(from: 0, to: cut.bytes.count, by: 4).filter { cut.bytes[$0 + 3] == 0 }
    #expect(places.allSatisfy { Array(filled.bytes[$0..<$0 + 3]) == [255, 0, 0] })
  }

  @Test func modelsOfAnotherKindAreRefusedAndNothingIsLeftBehind() throws {
    let bench = try Workbench()
    try bench.addPicture("a.png", 96, 64)
    let model = ModelFile("\(Self.tests)/LoracTaggersTests/Models/wd14.onnx")
    let wrong = Self.prepare(bench, FolderPreparation(background: .init(model: model, fill: nil))).0
    #expect(wrong.problems.count == 1)
    if case .model? = wrong.problems.first?.cause {} else { Issue.record("\(wrong)") }
    let other = Self.prepare(bench, Self.tagger(tags: "tags.txt")).0
    #expect(other.problems.first.map { FilePaths.name(of: $0.path) } == "tags.txt")
    let folder = Self.prepare(bench, Self.tagger(model: "")).0
    if case .model(let reason, _)? = folder.problems.first?.cause { #expect(reason.hasSuffix("not an ONNX file")) }
    #expect(folder.problems.count == 1)
    var listless = Self.tagger()
    listless.tagger?.tags = nil
    let problem = Self.prepare(bench, listless).0.problems.first
    #expect(problem.map { FilePaths.name(of: $0.path) } == "selected_tags.csv")
    if case .model(_, let remedy)? = problem?.cause { #expect(remedy?.contains("'tagger.tags'") == true) }
    let missing = Self.prepare(bench, Self.tagger(model: "nothing.onnx")).0
    #expect(missing.problems.first.map { FilePaths.name(of: $0.path) } == "nothing.onnx")
    #expect(FileSystem.kind(of: bench.survey(Self.tagger()).path) == nil)
  }

  @Test func saysThatTheRuntimeIsMissing() throws {
    let bench = try Workbench()
    try bench.addPicture("a.png", 96, 64)
    var search = TestRuntime.search
    search.given = "\(bench.path)/libonnxruntime.so"
    let problems = bench.prepare(Self.tagger(), search: search).outcome.problems
    if case .runtime? = problems.first?.cause {} else { Issue.record("\(problems)") }
  }
}
