import LoracPlan
import LoracRunTestSupport
import LoracTestSupport
import Testing

/// `advise`: what a run left, judged.
@Suite struct AdviseCommandTests {
  /// A recipe and, below `runs/`, a run of it whose loss rose tenfold after step 10.
  private static func session() throws -> Session {
    let session = try Session()
    try session.write("lorac: 1\noptimizer:\n  unet_lr: 1e-3   # from a friend\n", to: "moka.yaml")
    let steps = (1...30).map { step in
      let loss = (step <= 10 ? 0.1 : 1) + 0.001 * Double(step)
      return
        #"{"event":"step","time":\#(step),"step":\#(step),"epoch":1,"loss":\#(loss),"lr":{"unet":0.001},"seconds":1}"#
    }
    let run = try RunFixture(lines: steps + [#"{"event":"finished","time":31,"step":30}"#]) {
      $0.origin = PlanOrigin(recipe: "moka.yaml", changes: [])
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

  @Test func withoutARun() throws {
    let session = try Session()
    #expect(try session.lorac("advise").status == 1)
    #expect(try session.lorac("advise", "nowhere", "--format", "json").errors.contains("LR1040"))
    #expect(try session.lorac("explain", "Overfitting").status == 0)
    #expect(try session.lorac("advise", "--depth").status == 2)
  }
}
