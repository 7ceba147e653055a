import LoracTestSupport
import Testing

@Suite struct PrepareSheetTests {
  @Test func drawsTheCropsOfAllPictures() throws {
    let session = try Session()
    session.environment["XDG_CACHE_HOME"] = "\(session.folder)/cache"
    let names = try namesInFolder("\(Session.repository)/Tests/CommandTests/Fixtures/moka/train/2_moka").filter {
      $0.hasSuffix(".png")
    }
    try session.copy("Tests/CommandTests/Fixtures/moka/base.safetensors")
    for name in names { try session.copy("Tests/CommandTests/Fixtures/moka/train/2_moka/\(name)") }
    try session.write(
      """
      lorac: 1
      name: moka
      model: {base: Tests/CommandTests/Fixtures/moka/base.safetensors, family: sd15}
      dataset:
        images: [Tests/CommandTests/Fixtures/moka/train/2_moka]
      prepare:
        crop: {mode: focus, sizes: [64x64]}
      train: {epochs: 1}
      """, to: "recipe.yaml")
    let outcome = try session.lorac("prepare", "recipe.yaml", "--sheet", "sheet.png", "--diagnostics", "concise")
    #expect(outcome.status == 0 && outcome.output.contains("crops drawn in sheet.png"), "\(outcome)")
    let sheet = try readFile("\(session.folder)/sheet.png")
    #expect(sheet.prefix(4) == [0x89, 0x50, 0x4E, 0x47])
    // Again, when all copies are there already: the same sheet.
    #expect(try session.lorac("prepare", "recipe.yaml", "--sheet", "again.png").status == 0)
    #expect(try readFile("\(session.folder)/again.png") == sheet)
    // Among the originals it would replace one of them, or be trained.
    for name in ["sheet.png", names[0]] {
      for command in [["prepare", "recipe.yaml"], ["inspect", "Tests/CommandTests/Fixtures/moka/train"]] {
        let refused = try session.lorac(command + ["--sheet", "Tests/CommandTests/Fixtures/moka/train/2_moka/\(name)"])
        #expect(refused.status == 2 && refused.errors.contains("another folder"), "\(refused)")
      }
    }
    #expect(try namesInFolder("\(session.folder)/Tests/CommandTests/Fixtures/moka/train/2_moka").count == names.count)
    for name in names {
      let path = "Tests/CommandTests/Fixtures/moka/train/2_moka/\(name)"
      #expect(try readFile("\(session.folder)/\(path)") == readFile("\(Session.repository)/\(path)"))
    }
  }

  @Test func saysWhereItCannotBeWritten() throws {
    let session = try Session()
    session.environment["XDG_CACHE_HOME"] = "\(session.folder)/cache"
    try session.copy("Tests/CommandTests/Fixtures/moka/base.safetensors")
    let picture = try #require(
      try namesInFolder("\(Session.repository)/Tests/CommandTests/Fixtures/moka/train/2_moka").first {
        $0.hasSuffix(".png")
      })
    try session.copy("Tests/CommandTests/Fixtures/moka/train/2_moka/\(picture)")
    try session.write(
      """
      lorac: 1
      name: moka
      model: {base: Tests/CommandTests/Fixtures/moka/base.safetensors, family: sd15}
      dataset:
        images: [Tests/CommandTests/Fixtures/moka/train/2_moka]
      prepare:
        crop: {mode: center, sizes: [64x64]}
      train: {epochs: 1}
      """, to: "recipe.yaml")
    let outcome = try session.lorac(
      "prepare", "recipe.yaml", "--sheet", "nowhere/sheet.png", "--diagnostics", "concise")
    #expect(outcome.status != 0 && outcome.errors.contains("nowhere/sheet.png"), "\(outcome)")
  }
}
