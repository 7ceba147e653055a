import LoracImages
import LoracTestSupport
import Testing

/// `lorac prepare`, and what the other commands make of a recipe that prepares.
@Suite struct PrepareCommandTests {
  private static let recipe = """
    lorac: 1
    extends: anime
    name: cat
    model: {base: base.safetensors}
    dataset:
      resolution: 128
      buckets: {min: 64, max: 256}
      images: [train/2_cat]
    prepare:
      crop: {mode: center, sizes: [128x128, 128x192]}
      edits:
        - remove: ["@facial-features", "lamp"]
        - {add: straw, images: 01.png}
        - prepend: mika
    network: {rank: 8}
    optimizer: {type: AdamW}
    train: {epochs: 1, seed: 42, mixed_precision: no}

    """

  /// A folder with the recipe, its model and six pictures with captions.
  private static func session(_ recipe: String = recipe, pictures: Int = 6) throws -> Session {
    let session = try Session()
    session.environment["XDG_CACHE_HOME"] = session.folder + "/cache"
    try session.write(recipe, to: "recipe.yaml")
    try writeFile(
      try readFile("\(Session.repository)/Tests/CommandTests/Fixtures/moka/base.safetensors"),
      to: session.folder + "/base.safetensors")
    for number in 0..<pictures {
      let size = number % 2 == 0 ? (160, 160) : (160, 240)
      try Self.writePicture(session, "0\(number).png", size.0, size.1, seed: number)
      try session.write("1girl, cat, nose, lips\n", to: "train/2_cat/0\(number).txt")
    }
    return session
  }

  private static func writePicture(
    _ session: Session, _ name: String, _ width: Int, _ height: Int, seed: Int
  ) throws {
    let bytes = (0..<width * height * 3).map { UInt8(truncatingIfNeeded: $0 / 3 % width * (seed + 2) + $0 % 3 * 40) }
    try writeFile(
      try PNGWriter.encode(RGBImage(width: width, height: height, bytes: bytes)),
      to: "\(session.folder)/train/2_cat/\(name)")
  }

  @Test func planPrepareRun() throws {
    let session = try Self.session()
    let before = try session.lorac("plan")
    #expect(before.output.contains("6 pictures to make") && before.errors.contains("LR0904"))
    try session.lorac("prepare", "--diagnostics", "concise")
    try session.lorac("prepare", "--diagnostics", "concise")
    let after = try session.lorac("plan")
    #expect(after.output.contains("all done") && !after.errors.contains("LR0904"))
    // What was predicted is what is there.
    #expect(Self.steps(before.output) == Self.steps(after.output))
    try session.shell("cat cache/lorac/prepared/folders/*/2_cat/01.txt")
    let run = try session.lorac("run", "--run-dir", "run", "--diagnostics", "concise")
    #expect(run.status == 0)
    #expect(try session.lorac("emit", "--diagnostics", "concise").output.contains("cache/lorac/prepared/folders"))
  }

  /// The lines of a plan from the buckets on, up to what depends on the pictures' bytes.
  private static func steps(_ plan: String) -> [Substring] {
    let lines = plan.split(separator: "\n")
    return Array(lines.drop { !$0.hasPrefix("Buckets") }.prefix { !$0.hasPrefix("Dataset") })
  }

  @Test func messages() throws {
    let session = try Self.session()
    try session.write(Self.recipe.replacing(/prepare:\n(  .*\n)+/, with: ""), to: "plain.yaml")
    try session.lorac("prepare", "plain.yaml", "--diagnostics", "concise")
    try session.write("<html>", to: "train/2_cat/05.png")
    for arguments in [
      ["prepare", "--diagnostics", "concise"],
      ["prepare", "--diagnostics", "concise", "--set", "prepare.crop.mode=middle"],
    ] {
      #expect(try session.lorac(arguments).status == 1)
    }
    session.environment["LORAC_CACHE"] = "off"
    try session.lorac("prepare", "--diagnostics", "concise")
    session.expectSnapshot("prepare/messages.txt")
  }

  @Test func runPreparesByItself() throws {
    let session = try Self.session(pictures: 2)
    let run = try session.lorac("run", "--run-dir", "run", "--diagnostics", "concise")
    #expect(run.status == 0 && run.errors.contains("pictures 2/2"))
    // Originals that changed are prepared anew, others are not.
    try Self.writePicture(session, "00.png", 200, 200, seed: 50)
    let again = try session.lorac("run", "--run-dir", "run2", "--overwrite", "--diagnostics", "concise")
    #expect(again.status == 0 && again.errors.contains("pictures 1/1"))
  }

  @Test func aCommandForCopiesThatAreNotThereIsWarnedOf() throws {
    let session = try Self.session(pictures: 2)
    let emitted = try session.lorac("emit", "--diagnostics", "concise")
    #expect(emitted.status == 0 && emitted.errors.contains("warning[LR0904]"))
    try session.lorac("prepare")
    #expect(try !session.lorac("emit", "--diagnostics", "concise").errors.contains("LR0904"))
  }

  @Test func twoAtOnce() throws {
    let session = try Self.session()
    let both = try session.shell(
      "lorac prepare > a.txt 2>&1 & lorac prepare > b.txt 2>&1; status=$?; wait $! || status=1; exit $status")
    #expect(both.status == 0)
    #expect(try session.lorac("plan").output.contains("all done"))
    #expect(try session.shell("find cache -name '*.tmp'").output.isEmpty)
  }

  @Test func killedAtAnyMomentItGoesOn() throws {
    let session = try Self.session()
    for delay in ["0.01", "0.03", "0.06", "0.1", "0.2"] {
      try session.shell("timeout -s KILL \(delay) bash -c \"exec '\(Session.program)' prepare\" > /dev/null 2>&1; true")
    }
    #expect(try session.lorac("prepare").status == 0)
    #expect(try session.lorac("plan").output.contains("all done"))
    let copies = try session.shell("cd cache/lorac/prepared/folders/*/2_cat && ls").output
    #expect(copies.split(separator: "\n").count == 12)
  }

  @Test func interruptedItSaysSo() throws {
    let session = try Self.session(Self.recipe, pictures: 10)
    let outcome = try session.shell(
      "lorac prepare > /dev/null 2> errors.txt & sleep 0.02; kill -INT $! 2> /dev/null; wait $!; echo $?; grep -c LR0927 errors.txt"
    )
    // Too late for a signal is not too early.
    #expect(["3\n1\n", "0\n0\n", "130\n0\n"].contains(outcome.output))
    #expect(try session.lorac("prepare").status == 0)
  }
}
