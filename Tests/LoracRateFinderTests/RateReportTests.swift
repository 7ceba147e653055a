import LoracDiagnostics
import LoracJSON
import LoracRateFinder
import LoracRecipeEdits
import LoracTensorBoard
import LoracTestSupport
import Testing

@Suite struct RateReportTests {
  private func report() throws -> RateReport {
    let points = (1...109).map { step in
      TensorBoardRun.Point(
        step: step, time: 0, value: min(3.64e-5, 1e-6 * Double(sign: .plus, exponent: step / 10, significand: 1)))
    }
    let logged = try #require(LoggedRate(["lr/d*lr/unet": points]))
    var report = RateReport(
      name: "cat", folder: "runs/cat-lr-find/20261121-193000", ending: "plateau", logged: logged,
      verdict: PlateauCriterion().judge(logged.curve))
    report.recipe = "cat.yaml"
    report.backend = "native"
    report.limit = 500
    let rates = SuggestedRates(height: 3.64e-5, networks: .both)
    report.rates = rates
    report.row = rates.rows[0]
    report.edits = [RecipeEdit("optimizer.unet_lr", "3.64e-5")]
    report.diff = UnifiedDiff.text(
      from: Array("optimizer:\n  unet_lr: 1e-4\n".utf8), to: Array("optimizer:\n  unet_lr: 3.64e-5\n".utf8),
      name: "cat.yaml")
    return report
  }

  @Test func readsLikeThis() throws {
    try expectSnapshot(report().text(columns: 80), "report.txt")
  }

  @Test func saysWhereTheLossRose() throws {
    var report = try report()
    let losses = (1...109).map { TensorBoardRun.Point(step: $0, time: 0, value: $0 < 60 ? 0.07 : 3) }
    let rates = report.logged.curve.points.map { TensorBoardRun.Point(step: $0.step, time: 0, value: $0.value) }
    report.logged = try #require(LoggedRate(["lr/d*lr/unet": rates, LoggedRate.lossTag: losses]))
    let line = "loss            0.07 at first, 3 at last: it rose 43-fold, so the rates are a tenth of what d·lr says"
    #expect(report.text(columns: 80).contains(line))
    #expect(report.json["loss"]?["advised_share"] == .number(0.1))
  }

  @Test func readsLikeThisForScripts() throws {
    let json = try report().json
    #expect(json["plateau"]?["value"] == .number(3.64e-5))
    #expect(json["plateau"]?["first_step"] == .integer(60))
    #expect(json["verdict"] == .string("plateau"))
    #expect(json["chosen"]?["unet_lr"] == .number(3.64e-5))
    #expect(json["edits"] == .array([.object([.init("key", "optimizer.unet_lr"), .init("value", "3.64e-5")])]))
    guard case .array(let curve)? = json["curve"] else {
      Issue.record("no curve")
      return
    }
    #expect(curve.count == 109)
  }

  @Test func plotsOfFewPoints() {
    #expect(RatePlot(RateCurve()).lines.isEmpty)
    let one = RatePlot(RateCurve([.init(step: 3, value: 1e-6)]), rows: 3).lines
    #expect(one == ["1e-6 │", "     │", "1e-6 │▁", "     └─", "     step 3 3"])
    let two = RatePlot(RateCurve([.init(step: 1, value: 1), .init(step: 2, value: 256)]), rows: 2).lines
    #expect(two == ["256 │ █", "  1 │▁█", "    └──", "    step 1 2"])
  }

  @Test func messagesOfWhatWasNotFound() throws {
    let rising = RateCurve((1...60).map { .init(step: $0, value: 1e-6 * Double($0)) })
    let verdict = PlateauCriterion().judge(rising)
    let diagnostic = try #require(Diagnostic.noPlateau(verdict, rising, help: "more steps: --steps 120"))
    #expect(diagnostic.code == RateDiagnostics.noPlateau)
    #expect(diagnostic.headline == "d·lr reached no plateau in 60 steps")
    #expect(
      diagnostic.notes.map(\.text) == [
        "it is 6e-5, and grew by 500.0 % over the last third", "more steps: --steps 120",
      ])
    let flat = RateCurve((1...60).map { .init(step: $0, value: 1e-6) })
    let unmoved = Diagnostic.noPlateau(PlateauCriterion().judge(flat), flat, help: "")
    #expect(unmoved?.code == RateDiagnostics.unmoved)
    #expect(Set(RateDiagnostics.codes.map(\.id)).count == 10)
    #expect(RateDiagnostics.codes.map(\.id) == RateDiagnostics.codes.map(\.id).sorted())
  }
}
