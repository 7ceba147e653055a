import LoracTestSupport
import Testing

/// `init`, `diff`, `explain` and `schema`.
@Suite struct OtherCommandTests {
  @Test func aNewRecipe() throws {
    let session = try Session()
    try session.makeDataset("train/10_moka", Array(repeating: (512, 512), count: 20), caption: "moka")
    let options = ["--subject", "moka", "--base", "models/base.safetensors", "--dataset", "train/10_moka"]
    #expect(try session.lorac(["init"] + options + ["--preset", "anime"]).status == 0)
    try session.shell("cat recipe.yaml; ls -A")
    #expect(try session.lorac("check").status == 0)
    #expect(try session.lorac(["init"] + options).status == 1, "nothing is replaced unasked")
    #expect(try session.lorac(["init", "recipes/moka.yaml"] + options).status == 0)
    #expect(try session.lorac("check", "recipes/moka.yaml").status == 0, "paths are those of the command line")
    #expect(try session.lorac(["init", "--force"] + options).status == 0)
    #expect(try session.lorac("init", "other.yaml").status == 2, "there is nobody to ask")
    #expect(try session.lorac(["init", "other.yaml", "--preset", "anmie"] + options).status == 2)
    #expect(try session.lorac(["init", "/proc/recipe.yaml"] + options).status == 1)
    session.expectSnapshot("other/init.txt")
  }

  /// The shell sees neither an answer nor what follows `--base=`.
  @Test func tildeInANewRecipe() throws {
    let session = try Session()
    try session.makeDataset("train/10_moka", Array(repeating: (512, 512), count: 20), caption: "moka")
    let line = "HOME=$PWD lorac init --subject moka --base='~/base.safetensors' --dataset='~/train/10_moka'"
    #expect(try session.shell(line).status == 0)
    let outcome = try session.lorac("check")
    #expect(outcome.status == 0, "\(outcome.errors)")
  }

  /// Whatever a name contains, the new recipe says that name.
  @Test(arguments: ["two words", "a: b", "#moka", "no", "12", "'", "\"", "a\nb: 1", "猫", "*x", "{"])
  func namesInNewRecipes(_ name: String) throws {
    let session = try Session()
    try session.lorac("init", "--subject", name, "--base", name, "--dataset", name)
    let outcome = try session.lorac("plan", "--why", "name", "--diagnostics", "json")
    for code in ["LR01", "LR02", "LR03"] { #expect(!outcome.errors.contains(code), "\(outcome.errors)") }
  }

  @Test func differences() throws {
    let session = try CheckCommandTests.session()
    try session.write(
      CheckCommandTests.sound.replacing("epochs: 10", with: "epochs: 12") + "network: {rank: 32}\n",
      to: "longer.yaml")
    try session.shell("lorac plan -o plan.json 2>/dev/null")
    try session.lorac("diff", "recipe.yaml", "recipe.yaml")
    try session.lorac("diff", "recipe.yaml", "longer.yaml")
    try session.lorac("diff", "plan.json", "longer.yaml")
    try session.shell(
      "git init -q . && git add recipe.yaml && git -c user.name=a -c user.email=a@b commit -qm recipe")
    try session.shell("cp longer.yaml recipe.yaml; lorac diff HEAD:recipe.yaml recipe.yaml")
    #expect(try session.lorac("diff", "HEAD~7:recipe.yaml", "recipe.yaml").status == 1)
    #expect(try session.lorac("diff", "HEAD:missing.yaml", "recipe.yaml").status == 1)
    #expect(try session.lorac("diff", "missing.yaml", "recipe.yaml").status == 1)
    #expect(try session.lorac("diff", "recipe.yaml").status == 2)
    session.expectSnapshot("other/diff.txt")
  }

  @Test func explanations() throws {
    let session = try Session()
    for subject in ["LR0203", "lr0203", "unknown-key", "network.rank", "network", "sample.prompts"] {
      #expect(try session.lorac("explain", subject).status == 0, "\(subject)")
    }
    for subject in ["LR9999", "network.rnak", ""] {
      #expect(try session.lorac("explain", subject).status == 2, "\(subject)")
    }
    try session.lorac("explain")
    session.expectSnapshot("other/explain.txt")
  }

  @Test(arguments: ["recipe", "plan"]) func schemas(_ subject: String) throws {
    let printed = try Session().lorac("schema", subject)
    #expect(printed.status == 0)
    #expect(Array(printed.output.utf8) == (try readFile("\(Session.repository)/schemas/\(subject).schema.json")))
    #expect(try Session().lorac("schema", "dataset").status == 2)
  }
}
