import LoracPlan
import LoracRunTestSupport
import LoracTestSupport
import Testing

/// `advise`: what a run left, judged.
@Suite struct AdviseCommandTests {
  /// A recipe and, below `runs/`, a run of it whose loss rose tenfold after step 10.
  ///
  /// `changes` are the run's `--set` arguments.
  private static func session(changes: [String] = []) throws -> Session {
    let session = try Session()
    try session.write("lorac: 1\noptimizer:\n  unet_lr: 1e-3   # from a friend\n", to: "moka.yaml")
    let steps = (1...30).map { step in
      let loss = (step <= 10 ? 0.1 : 1) + 0.001 * Double(step)
      return
        #"{"event":"step","time":\#(step),"step":\#(step),"epoch":1,"loss":\#(loss),"lr":{"unet":0.001},"seconds":1}"#
    }
    let run = try RunFixture(lines: steps + [#"{"event":"finished","time":31,"step":30}"#]) {
      $0.origin = PlanOrigin(recipe: "moka.yaml", changes: changes)
      $0.optimizer.unetLearningRate = 1e-3
    }
    for file in ["plan.json", "events.jsonl"] {
      try writeFile(readFile("\(run.folder)/\(file)"), to: "\(session.folder)/runs/moka/20260102-030405/\(file)")
    }
    return session
  }

  @Test func aRunIsJudged() throws {
    let session = try Self.session()
    #expect(try session.lorac("advise").status == 0)
    session.expectSnapshot("other/advise.txt")
  }

  @Test func theFirstChangeIsWritten() throws {
    let session = try Self.session()
    #expect(try session.lorac("advise", "runs/moka", "--write", "--format", "json").status == 0)
    #expect(
      String(decoding: try readFile("\(session.folder)/moka.yaml"), as: UTF8.self)
        == "lorac: 1\noptimizer:\n  unet_lr: 1e-4   # from a friend\n")
    #expect(try session.lorac("advise", "--write").errors.contains("says so already"))
    removeTree("\(session.folder)/moka.yaml")
    let gone = try session.lorac("advise", "--write")
    #expect(gone.status == 1)
    #expect(gone.errors.contains("LR1042"))
  }

  /// What is proposed to be typed can be typed.
  @Test func namesAreQuoted() throws {
    let session = try Self.session()
    try session.shell("mv runs/moka \"runs/moka's run\"")
    let outcome = try session.lorac("advise", "runs/moka's run")
    let line = try #require(outcome.errors.split(separator: "`").first { $0.hasPrefix("lorac advise") })
    #expect(try session.shell(String(line)).status == 0)
    #expect(try session.shell("grep -c 1e-4 moka.yaml").output == "1\n")
  }

  @Test func aLinkStaysOne() throws {
    let session = try Self.session()
    try session.shell("mkdir deep; mv moka.yaml deep/real.yaml; ln -s deep/real.yaml moka.yaml")
    #expect(try session.lorac("advise", "--write").status == 0)
    #expect(try session.shell("test -L moka.yaml; echo $?; grep -c 1e-4 deep/real.yaml").output == "0\n1\n")
  }

  /// The recipe is another meanwhile, and the change would not fit it.
  @Test func aRecipeIsNotMadeInvalid() throws {
    let session = try Self.session()
    let text = "lorac: 1\noptimizer:\n  type: DAdaptation\n  unet_lr: 1\n  text_encoder_lr: 1\n"
    try session.write(text, to: "moka.yaml")
    let outcome = try session.lorac("advise", "--write")
    #expect(outcome.status == 1)
    #expect(outcome.errors.contains("error[LR1043]"), "\(outcome.errors)")
    #expect(outcome.errors.contains("would be refused"), "\(outcome.errors)")
    #expect(String(decoding: try readFile("\(session.folder)/moka.yaml"), as: UTF8.self) == text)
  }

  /// What a run with `--set` shows is no reason to change the recipe's own value.
  @Test func anotherValueThanTheRuns() throws {
    let session = try Self.session(changes: ["optimizer.unet_lr=1e-3"])
    let text = "lorac: 1\noptimizer:\n  unet_lr: 1e-5\n"
    try session.write(text, to: "moka.yaml")
    let shown = try session.lorac("advise")
    #expect(shown.status == 0 && !shown.output.contains("+++"))
    #expect(
      shown.errors.contains("it has optimizer.unet_lr: 1e-05, but the run was made with 1e-3 (--set"), "\(shown.errors)"
    )
    #expect(try session.lorac("advise", "--format", "json").output.contains(#""objection": "'moka.yaml' is left"#))
    let refused = try session.lorac("advise", "moka", "--write")
    #expect(refused.status == 1 && refused.errors.contains("error[LR1043]"), "\(refused.errors)")
    #expect(String(decoding: try readFile("\(session.folder)/moka.yaml"), as: UTF8.self) == text)
    // The same value is the same, however it is written.
    try session.write(text.replacing("1e-5", with: "0.001"), to: "moka.yaml")
    #expect(try session.lorac("advise", "--write").status == 0)
  }

  @Test func onlyTheRunsOwnRecipeIsChanged() throws {
    let session = try Self.session()
    let text = String(decoding: try readFile("\(session.folder)/moka.yaml"), as: UTF8.self)
    try session.write("name: moka\n" + text, to: "runs/moka/20260102-030405/recipe.yaml")
    // The copy in the run folder is what was trained.
    removeTree("\(session.folder)/moka.yaml")
    #expect(try session.lorac("advise", "--write").errors.contains("error[LR1042]"))
    // Another project has a recipe of the same file name.
    try session.write("name: other\n" + text, to: "elsewhere/moka.yaml")
    let other = try session.shell("cd elsewhere; '\(Session.program)' advise ../runs/moka --write")
    #expect(other.status == 1 && other.errors.contains("it is the recipe of 'other'"), "\(other.errors)")
    // The run's own lies beside runs/, wherever one is.
    try session.write("name: moka\n" + text, to: "moka.yaml")
    #expect(try session.shell("cd elsewhere; '\(Session.program)' advise ../runs/moka --write").status == 0)
    #expect(
      try session.shell("grep -c 1e-4 moka.yaml elsewhere/moka.yaml").output == "moka.yaml:1\nelsewhere/moka.yaml:0\n")
  }

  @Test func aSearchIsNotJudged() throws {
    let session = try Self.session()
    try session.shell("cp -r runs/moka runs/moka-lr-find; touch runs/moka-lr-find/*/*")
    #expect(try session.lorac("advise").output.contains("runs/moka/20260102-030405"))
    let search = try session.lorac("advise", "moka-lr-find")
    #expect(search.status == 1 && search.errors.contains("error[LR1040]"), "\(search.errors)")
  }

  @Test func withoutARun() throws {
    let session = try Session()
    #expect(try session.lorac("advise").status == 1)
    #expect(try session.lorac("advise", "nowhere", "--format", "json").errors.contains("LR1030"))
    #expect(try session.lorac("explain", "Overfitting").status == 0)
    #expect(try session.lorac("advise", "--depth").status == 2)
  }
}
