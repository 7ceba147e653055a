import LoracTestSupport
import Testing

@Suite struct EmitCommandTests {
  @Test(arguments: ["bash", "powershell", "cmd"]) func shells(_ shell: String) throws {
    let session = try CheckCommandTests.session()
    try session.lorac("emit", "--shell", shell, "--diagnostics", "concise")
    try session.lorac("emit", "--shell", shell, "--one-line", "--set", "name=two words", "--diagnostics", "concise")
    session.expectSnapshot("emit/\(shell).txt")
  }

  @Test func machineFormats() throws {
    let session = try CheckCommandTests.session()
    try session.lorac("emit", "--format", "argv", "--diagnostics", "concise")
    try session.lorac("emit", "--format", "toml", "-o", "command", "--diagnostics", "concise")
    try session.shell("head -n 100 command/*")
    try session.lorac("emit", "--format", "toml", "--diagnostics", "concise")
    session.expectSnapshot("emit/formats.txt")
  }

  @Test func targets() throws {
    let session = try CheckCommandTests.session()
    try session.lorac("emit", "--target", "2023", "--diagnostics", "concise")
    #expect(try session.lorac("emit", "--target", "2022").status == 2)
    session.expectSnapshot("emit/targets.txt")
  }

  @Test func savedPlans() throws {
    let session = try CheckCommandTests.session()
    let direct = try session.lorac("emit", "--diagnostics", "concise")
    try session.lorac("plan", "-o", "plan.json", "--diagnostics", "concise")
    let fromPlan = try session.lorac("emit", "plan.json")
    #expect(fromPlan.output == direct.output)
    #expect(try session.lorac("emit", "missing.json").status == 1)
    session.expectSnapshot("emit/plan.txt")
  }

  /// Folders that kohya's folder convention cannot say need a file, and a place for it.
  @Test func sideFiles() throws {
    let session = try CheckCommandTests.session()
    try session.makeDataset("train/faces", [(640, 512), (512, 640)], caption: "moka")
    let images = "dataset.images=[train/8_moka, {path: train/faces, repeats: 3}]"
    #expect(try session.lorac("emit", "--set", images, "--diagnostics", "concise").status == 1)
    #expect(try session.lorac("emit", "--set", images, "-o", "side", "--diagnostics", "concise").status == 0)
    try session.shell("head -n 100 side/*")
    #expect(try session.lorac("emit", "--set", images, "-o", "recipe.yaml", "--diagnostics", "concise").status == 1)
    #expect(try session.lorac("emit", "--set", images, "-o", "/proc/side", "--diagnostics", "concise").status == 1)
    session.expectSnapshot("emit/side-files.txt")
  }

  @Test func wrongCommandLines() throws {
    let session = try CheckCommandTests.session()
    for arguments in [["emit", "--shell", "fish"], ["emit", "--format", "json"], ["emit", "--oneline"]] {
      let outcome = try session.lorac(arguments)
      #expect(outcome.status == 2, "\(arguments)")
      #expect(outcome.output.isEmpty)
    }
    let broken = try session.lorac("emit", "--format", "argv", "--set", "network.rank=many")
    #expect(broken.status == 1)
    #expect(broken.output.isEmpty)
    session.expectSnapshot("emit/usage.txt")
  }

  /// What a command cannot say is an error at the place in the recipe, never dropped.
  @Test(arguments: [
    ("LR0702", ["--target", "2023", "--set", "validation.split=0.1"]),
    (
      "LR0703",
      [
        "--set", "kohya.cache_text_encoder_outputs=true", "--set", "network.train=unet", "--set",
        "dataset.captions.shuffle=false",
      ]
    ),
    ("LR0704", ["--set", "save={every: 2 epochs, state: {every: 500 steps}}"]),
    ("LR0705", ["--shell", "cmd", "--set", "name=100%"]),
  ])
  func whatCannotBeSaid(_ code: String, _ arguments: [String]) throws {
    let session = try CheckCommandTests.session()
    let outcome = try session.lorac(["emit"] + arguments)
    #expect(outcome.status == 1)
    #expect(outcome.output.isEmpty)
    #expect(outcome.errors.contains("error[\(code)]"), "\(outcome.errors)")
    session.expectSnapshot("emit/\(code).txt")
  }
}
