import Glibc
import LoracTestSupport
import Testing

@Suite struct CheckCommandTests {
  /// A recipe without problems but that its base model is not here.
  static let sound = """
    lorac: 1
    extends: anime
    name: moka
    model: {base: base.safetensors, family: sd15}
    dataset: {images: [train/8_moka]}
    train: {seed: 1, epochs: 10}
    """ + "\n"

  /// A folder with that recipe and its pictures.
  static func session(_ recipe: String = sound) throws -> Session {
    let session = try Session()
    try session.write(recipe, to: "recipe.yaml")
    try session.makeDataset(
      "train/8_moka", Array(repeating: (width: 512, height: 512), count: 20), caption: "moka, cat")
    return session
  }

  @Test func normalUse() throws {
    let session = try Self.session()
    try session.lorac("check")
    try session.lorac("check", "recipe.yaml", "--deny", "warnings")
    try session.lorac("check", "recipe.yaml", "--set", "train.epochs=3", "--set", "network.rank=8")
    try session.write("base", to: "base.safetensors")
    try session.lorac("check")
    session.expectSnapshot("check/normal.txt")
  }

  @Test func brokenRecipes() throws {
    let session = try Self.session()
    try session.write("lorac: 1\nname: [moka\n", to: "syntax.yaml")
    try session.write(Self.sound + "trian: {epochs: 2}\nnetwork: {rank: many, alpha: 32}\n", to: "keys.yaml")
    try session.write("", to: "empty.yaml")
    try session.write("- 1\n", to: "list.yaml")
    try session.write("lorac: 1\n", to: "bare.yaml")
    try session.write(Self.sound.replacing("anime", with: "anmie"), to: "preset.yaml")
    for name in ["syntax", "keys", "empty", "list", "bare", "preset"] {
      let outcome = try session.lorac("check", "\(name).yaml")
      #expect(outcome.status == 1, "\(name)")
    }
    session.expectSnapshot("check/broken.txt")
  }

  @Test func severalRecipes() throws {
    let session = try Self.session()
    try session.write(Self.sound + "trian: {}\n", to: "other.yaml")
    try session.lorac("check", "recipe.yaml", "other.yaml", "missing.yaml", "--format", "concise")
    session.expectSnapshot("check/several.txt")
  }

  @Test(arguments: ["terminal", "concise", "json", "github"]) func formats(_ format: String) throws {
    let session = try Self.session(Self.sound + "trian: {epochs: 2}\n")
    let outcome = try session.lorac("check", "--format", format)
    #expect(outcome.status == 1)
    #expect(outcome.errors.isEmpty)
    session.expectSnapshot("check/format-\(format).txt")
  }

  /// SARIF lists every rule, so that only the results are looked at.
  @Test func sarif() throws {
    let session = try Self.session(Self.sound + "trian: {epochs: 2}\n")
    let script = "import json, sys; [print(one['ruleId']) for one in json.load(sys.stdin)['runs'][0]['results']]"
    let results = try session.shell("lorac check --format sarif | /usr/bin/python3 -c \"\(script)\"")
    #expect(results.output == "LR0203\n" || results.output == "LR0203\nLR0600\n")
    #expect(results.errors.isEmpty)
  }

  @Test func placesThatAreNotRecipes() throws {
    let session = try Session()
    try session.lorac("check")
    try session.lorac("check", "missing.yaml")
    try makeFolders("\(session.folder)/folder.yaml")
    try session.lorac("check", "folder.yaml")
    try session.lorac("check", "")
    try session.lorac("check", "/proc/self/mem")
    session.expectSnapshot("check/places.txt")
  }

  @Test(.enabled(if: geteuid() != 0, "root may read every file")) func unreadableRecipe() throws {
    let session = try Self.session()
    chmod("\(session.folder)/recipe.yaml", 0)
    let outcome = try session.lorac("check")
    #expect(outcome.status == 1)
    #expect((outcome.output + outcome.errors).contains("Permission denied"))
  }

  @Test func changes() throws {
    let session = try Self.session()
    for change in [
      "train.epochs", "=3", "train.epochs=", "train..epochs=3", "trian.epochs=3", "train.epochs=many", "train=3",
      "dataset.images=[train/8_moka, train/8_moka]", "kohya.xformers=true", "kohya.xfromers=true",
      "network.alpha=rank/4",
      "network.alpha=null", "train.epochs=[", "name=a b",
    ] {
      try session.lorac("check", "--set", change)
    }
    session.expectSnapshot("check/changes.txt")
  }

  @Test func fixes() throws {
    let recipe = Self.sound.replacing("rank", with: "rnak") + "netwrok: {rank: 16}\n"
    let session = try Self.session(recipe)
    try session.lorac("check")
    try session.lorac("check", "--fix")
    try session.lorac("check", "--fix", "--unsafe-fixes")
    try session.shell("cat recipe.yaml; ls -A")
    session.expectSnapshot("check/fixes.txt")
  }

  @Test func wrongCommandLines() throws {
    let session = try Self.session()
    for arguments in [
      ["check", "--frmat", "json"], ["check", "--format", "xml"], ["check", "--format"], ["check", "--deny", "errors"],
      ["check", "--set"], ["check", "--color", "blue"],
    ] {
      let outcome = try session.lorac(arguments)
      #expect(outcome.status == 2, "\(arguments)")
      #expect(outcome.output.isEmpty, "\(arguments)")
    }
    session.expectSnapshot("check/usage.txt")
  }
}
