import LoracTestSupport
import Testing

/// `inspect`: pictures of a folder and of a recipe.
@Suite struct InspectCommandTests {
  /// The fixtures' pictures of a cat in a folder, with one that is broken and one without a caption.
  private static func session() throws -> Session {
    let session = try Session()
    let folder = "Tests/CommandTests/Fixtures/moka/train/2_moka"
    let names = try namesInFolder("\(Session.repository)/\(folder)")
    for name in names where !name.hasSuffix(".txt") {
      let bytes = try readFile("\(Session.repository)/\(folder)/\(name)")
      try writeFile(
        name.hasPrefix("02") ? Array(bytes.prefix(300)) : bytes, to: "\(session.folder)/train/2_moka/\(name)")
    }
    for name in names where name.hasSuffix(".txt") && !name.hasPrefix("04") {
      try writeFile(
        try readFile("\(Session.repository)/\(folder)/\(name)"), to: "\(session.folder)/train/2_moka/\(name)")
    }
    try session.write(
      "lorac: 1\nextends: realistic\nname: moka\nmodel: {base: base.safetensors}\n"
        + "dataset: {images: [train], resolution: 128}\n", to: "recipe.yaml")
    return session
  }

  @Test func foldersAndRecipes() throws {
    let session = try Self.session()
    #expect(try session.lorac("inspect", "train/2_moka").status == 1, "a picture is broken")
    #expect(try session.lorac("inspect").status == 1)
    try session.shell("rm train/2_moka/02*; lorac inspect train")
    #expect(try session.lorac("inspect", "--set", "dataset.resolution=512").status == 0)
    session.expectSnapshot("other/inspect.txt")
  }

  /// A caption that cannot be read is there nevertheless.
  @Test func captionsThatAreNotUTF8() throws {
    let session = try Self.session()
    try session.shell("rm train/2_moka/02*; cp train/2_moka/01*.txt train/2_moka/04_new.txt; ls train/2_moka")
    let names = try namesInFolder("\(session.folder)/train/2_moka")
    let picture = try #require(names.first { $0.hasPrefix("04") && $0.hasSuffix(".png") })
    try writeFile([0x6D, 0x6F, 0xE4], to: "\(session.folder)/train/2_moka/\(picture.dropLast(4)).txt")
    let outcome = try session.lorac("inspect", "train")
    #expect(outcome.output.contains("the caption of 2_moka/\(picture) is not UTF-8: byte 2"), "\(outcome.output)")
    #expect(!outcome.output.contains("have none") && !outcome.output.contains("has none"), "\(outcome.output)")
  }

  @Test func documentsAndSheets() throws {
    let session = try Self.session()
    #expect(try session.shell("lorac inspect train --format json | python3 -m json.tool > /dev/null").status == 0)
    let drawn = try session.lorac("inspect", "train", "--sheet", "sheet.png")
    #expect(drawn.errors.contains("drew sheet.png"))
    let bytes = try readFile("\(session.folder)/sheet.png")
    #expect(bytes.starts(with: [0x89, 0x50, 0x4E, 0x47]))
    #expect(try namesInFolder(session.folder) == ["recipe.yaml", "sheet.png", "train"], "nothing else is left")
  }

  @Test func misuse() throws {
    let session = try Self.session()
    try session.shell("mkdir empty")
    #expect(try session.lorac("inspect", "empty").status == 0)
    #expect(try session.lorac("inspect", "nowhere").status == 1)
    #expect(try session.lorac("inspect", "train", "--set", "dataset.resolution=512").status == 2)
    #expect(try session.lorac("inspect", "--set", "dataset.images=nowhere").status == 1)
    #expect(try session.shell("lorac inspect train --sheet /nowhere/sheet.png > /dev/null").status == 1)
    session.expectSnapshot("other/inspect-misuse.txt")
  }
}
