import LoracTestSupport
import Testing

/// `tags`: captions before and after edits, and since a commit.
@Suite struct TagsCommandTests {
  private static let recipe = """
    lorac: 1
    extends: realistic
    name: zhang
    model: {base: base.safetensors}
    dataset: {images: [train/30_Zhang]}
    prepare:
      groups: {accessories: [straw]}
      edits:
        - remove: ["@facial-features", lip]
        - remove: [white background]
          images: 01.png
        - dedupe: implied
        - rename: {cup: mug}
        - add: straw
          images: 30_Zhang/02.png
        - prepend: ZhangNaYing
        - require: "@subject"

    """

  private static func session(_ recipe: String = recipe) throws -> Session {
    let session = try Session()
    session.environment["XDG_CACHE_HOME"] = "\(session.folder)/cache"
    try session.makeDataset("train/30_Zhang", Array(repeating: (512, 512), count: 4))
    let captions = [
      "1girl, nose, lips, baseball cap, hat, blue headwear, white background, cup", "1girl, solo, cup, smile",
      "a red scarf on a table, outdoors",
    ]
    for (place, text) in captions.enumerated() {
      try session.write(text + "\n", to: "train/30_Zhang/0\(place + 1).txt")
    }
    try session.write(recipe, to: "recipe.yaml")
    return session
  }

  @Test func captionsBeforeAndAfter() throws {
    let session = try Self.session()
    #expect(try session.lorac("tags").status == 0)
    #expect(try session.lorac("tags", "--images", "02.png", "--color", "always").status == 0)
    #expect(try session.lorac("tags", "--set", "prepare.edits=[]").status == 0)
    #expect(try session.shell("lorac tags --format json 2>/dev/null | python3 -m json.tool > /dev/null").status == 0)
    #expect(try namesInFolder(session.folder) == ["recipe.yaml", "train"], "nothing is written")
    session.expectSnapshot("other/tags.txt")
  }

  @Test func sinceACommit() throws {
    let session = try Self.session()
    let outside = try session.lorac("tags", "--diff", "HEAD")
    #expect(outside.status == 1 && outside.errors.contains("not a git repository"), "\(outside.errors)")
    let identity = "-c user.name=a -c user.email=a@b"
    // Pictures are often too large for git; captions are enough.
    #expect(
      try session.shell("git init -q . && git add recipe.yaml train/*/*.txt && git \(identity) commit -qm one").status
        == 0)
    let same = try session.lorac("tags", "--diff", "HEAD")
    #expect(same.status == 0)
    try session.write("1girl, sitting\n", to: "train/30_Zhang/03.txt")
    try session.write(Self.recipe.replacing("cup: mug", with: "cup: glass"), to: "recipe.yaml")
    try session.shell("rm train/30_Zhang/01.*; lorac tags --diff HEAD 2>/dev/null")
    #expect(try session.lorac("tags", "--diff", "HEAD~7").status == 1)
    #expect(try session.lorac("tags", "--diff", "--output=x").status != 0)
    #expect(try session.shell("lorac tags --diff HEAD --format json 2>/dev/null").status == 0)
    session.expectSnapshot("other/tags-diff.txt")
  }

  @Test func groups() throws {
    let session = try Self.session()
    #expect(try session.lorac("tags", "--groups").status == 0)
    #expect(try session.lorac("tags", "--group", "@subject").status == 0)
    let own = try session.lorac("tags", "--group", "accessories")
    #expect(own.output.contains("straw"), "the recipe's entries are there")
    #expect(try session.lorac("tags", "--group", "hatz").status == 2)
    session.expectSnapshot("other/tags-groups.txt")
  }

  @Test func misuse() throws {
    let session = try Self.session()
    #expect(try session.lorac("tags", "nowhere.yaml").status == 1)
    #expect(try session.lorac("tags", "--images", "nobody.png").status == 1)
    #expect(try session.lorac("tags", "--images", "01.png", "--diff", "HEAD").status == 2)
    try session.write(Self.recipe.replacing("@facial-features", with: "@facial-feature"), to: "misspelt.yaml")
    #expect(try session.lorac("tags", "misspelt.yaml", "--images", "04.png").status == 1)
    try session.write(Self.recipe.replacing("30_Zhang]", with: "30_Nobody]"), to: "elsewhere.yaml")
    #expect(try session.lorac("tags", "elsewhere.yaml").status == 1)
    session.expectSnapshot("other/tags-misuse.txt")
  }
}
