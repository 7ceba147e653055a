import LoracTestSupport
import Testing

/// Every recipe in `examples/`: what `check`, `plan` and `emit` say to it, with pictures made for it.
@Suite struct ExampleTests {
  @Test func namesEachExample() throws {
    let files = try namesInFolder("\(Session.repository)/examples").filter { $0.hasSuffix(".yaml") }
    #expect(
      files == [
        "anime-character.yaml", "learning-rate.yaml", "prepared-photos.yaml", "sdxl-person.yaml",
        "two-resolutions.yaml",
      ])
  }

  @Test func animeCharacter() throws {
    let session = try Session()
    let portraits = Array(repeating: (width: 832, height: 1216), count: 20)
    let landscapes = Array(repeating: (width: 1216, height: 832), count: 5)
    try session.makeDataset(
      "examples/train/8_hoshino rin", portraits + landscapes + Array(repeating: (width: 1024, height: 1024), count: 3),
      caption: "hoshino rin, 1girl, solo")
    try session.makeDataset("examples/regularization/1_1girl", Array(repeating: (width: 512, height: 768), count: 40))
    try check("anime-character", session, emit: ["-o", "command"])
    try session.shell("head -n 100 command/*")
    session.expectSnapshot("examples/anime-character.txt")
  }

  @Test func twoResolutions() throws {
    let session = try Session()
    try session.makeDataset(
      "examples/train/faces", Array(repeating: (width: 512, height: 512), count: 18), caption: "zhangnaying, portrait")
    try session.makeDataset(
      "examples/train/bodies", Array(repeating: (width: 640, height: 1280), count: 9), caption: "zhangnaying, full body"
    )
    try check("two-resolutions", session, emit: ["-o", "command"])
    try session.shell("head -n 100 command/*")
    session.expectSnapshot("examples/two-resolutions.txt")
  }

  @Test func sdxlPerson() throws {
    let session = try Session()
    try makePerson(session)
    try check("sdxl-person", session)
    session.expectSnapshot("examples/sdxl-person.txt")
  }

  @Test func learningRate() throws {
    let session = try Session()
    try makePerson(session)
    try session.copy("examples/sdxl-person.yaml")
    try check("learning-rate", session)
    session.expectSnapshot("examples/learning-rate.txt")
  }

  /// The commands' paths would depend on where the copies are kept.
  @Test func preparedPhotos() throws {
    let session = try Session()
    let sizes =
      Array(repeating: (width: 3000, height: 2000), count: 20)
      + Array(repeating: (width: 2000, height: 3000), count: 12)
    try session.makeDataset("examples/photos/30_ZhangNaYing", sizes, caption: nil)
    try session.copy("examples/prepared-photos.yaml")
    try session.lorac("check", "examples/prepared-photos.yaml", "--format", "concise")
    try session.lorac("plan", "examples/prepared-photos.yaml", "--diagnostics", "concise")
    session.expectSnapshot("examples/prepared-photos.txt")
  }

  @Test func quickstart() throws {
    let session = try Session()
    try session.copyFolder("examples/quickstart")
    try check("quickstart/recipe", session, emit: ["-o", "command"])
    session.expectSnapshot("examples/quickstart.txt")
  }

  @Test(arguments: ["parameter-search", "training"]) func golden(_ name: String) throws {
    let session = try Session()
    try session.copy("examples/golden/parameter-search.yaml")
    try check("golden/\(name)", session)
    session.expectSnapshot("examples/golden-\(name).txt")
  }

  private func makePerson(_ session: Session) throws {
    let sizes = (0..<16).map { (width: 1024 + $0 % 3 * 256, height: 1024 + $0 % 4 * 192) }
    try session.makeDataset("examples/train/10_mei", sizes, caption: "mei, photo")
  }

  /// Checks, plans and emits an example beside the pictures of `session`.
  private func check(
    _ name: String, _ session: Session, emit options: [String] = [],
    sourceLocation: SourceLocation = #_sourceLocation
  ) throws {
    let recipe = "examples/\(name).yaml"
    try session.copy(recipe)
    for command in [["check", recipe], ["plan", recipe], ["emit", recipe] + options] {
      let outcome = try session.lorac(command)
      #expect(outcome.status == 0, "\(command): \(outcome.errors)", sourceLocation: sourceLocation)
    }
  }
}
