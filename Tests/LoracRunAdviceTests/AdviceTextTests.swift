import LoracAdvice
import LoracDiagnosticRendering
import LoracFiles
import LoracJSON
import LoracPlan
import LoracRunAdvice
import LoracRunHistory
import LoracRunTestSupport
import LoracTestSupport
import Testing

/// What `lorac advise` writes, and what it makes of the recipe.
@Suite struct AdviceTextTests {
  private static let recipe = "lorac: 1\noptimizer:\n  unet_lr: 1e-3   # from a friend\n"
  private static let finding = Finding(
    .divergingLoss, title: "Training went wrong", severity: .problem,
    evidence: ["the training loss has a median of 0.1000 in steps 1 to 10 and of 1.020 in steps 11 to 30"],
    folklore: "Tutorials say: it has blown up.",
    proposals: [
      Proposal("optimizer.unet_lr", from: "1e-3", to: "1e-4", reason: "a rate that is too high is the usual cause"),
      Proposal("schedule.warmup", from: "0", to: "5%", reason: "small first updates"),
    ])

  /// A run of a recipe in its folder.
  private func withRun(_ body: (RunHistory, String) throws -> Void) throws {
    let recipe = try TemporaryDirectory()
    let path = try recipe.write(Self.recipe, to: "moka.yaml")
    let run = try RunFixture(lines: [#"{"event":"finished","time":1,"step":24}"#]) {
      $0.origin = PlanOrigin(recipe: path, changes: [])
    }
    try writeFile(Array(Self.recipe.utf8), to: "\(run.folder)/recipe.yaml")
    try body(try RunHistory.read(run.folder), path)
  }

  @Test func namesEvidenceAndOneChange() throws {
    try withRun { history, _ in
      let proposal = try #require(Self.finding.proposal)
      let change = try RecipeChange(proposal, of: history)
      let text = AdviceText(history, [Self.finding], change: change, width: 80).text
      #expect(
        text == """
          moka: finished, 0 of 24 steps, \(history.folder)

          problem[diverging-loss]: Training went wrong
            - the training loss has a median of 0.1000 in steps 1 to 10 and of 1.020 in
              steps 11 to 30
            ~ Tutorials say: it has blown up.
            = try: optimizer.unet_lr: 1e-3 → 1e-4 (a rate that is too high is the usual
                   cause)
              if that is not enough, one at a time:
                schedule.warmup: 0 → 5% (small first updates)

          --- moka.yaml
          +++ moka.yaml
          @@ -1,3 +1,3 @@
           lorac: 1
           optimizer:
          -  unet_lr: 1e-3   # from a friend
          +  unet_lr: 1e-4   # from a friend

          """)
    }
  }

  @Test func writesTheChange() throws {
    try withRun { history, path in
      let change = try RecipeChange(try #require(Self.finding.proposal), of: history)
      #expect(!change.isNewer)
      try change.write()
      #expect(
        String(decoding: try readFile(path), as: UTF8.self)
          == "lorac: 1\noptimizer:\n  unet_lr: 1e-4   # from a friend\n")
      let again = try RecipeChange(try #require(Self.finding.proposal), of: history)
      #expect(again.diff.isEmpty)
      #expect(again.isNewer)
      #expect(
        AdviceText(history, [Self.finding], change: again, width: 200).text
          .contains("says 'optimizer.unet_lr: 1e-4' already"))
    }
  }

  @Test func refusesWhatCannotBeChanged() throws {
    try withRun { history, path in
      #expect(throws: RecipeChange.Problem.self) {
        try RecipeChange(Proposal("lorac.version", from: nil, to: "1", reason: ""), of: history)
      }
      removeTree(path)
      #expect(throws: RecipeChange.Problem.missing(path)) {
        try RecipeChange(try #require(Self.finding.proposal), of: history)
      }
    }
  }

  @Test func isAlsoJSON() throws {
    try withRun { history, path in
      let change = try RecipeChange(try #require(Self.finding.proposal), of: history)
      let value = AdviceDocument.value(history, [Self.finding], change: change)
      #expect(value["name"] == "moka")
      #expect(value["change"]?["file"] == .string(path))
      #expect(value["change"]?["value"] == "1e-4")
      guard case .array(let findings)? = value["findings"] else {
        Issue.record("no findings")
        return
      }
      #expect(try JSONValueDecoder.decode([Finding].self, from: .array(findings)) == [Self.finding])
    }
  }

  @Test func saysWhenThereIsNothing() throws {
    try withRun { history, _ in
      #expect(AdviceText(history, [], change: nil).text.hasSuffix("\n\nNothing speaks against this run.\n"))
    }
    #expect(AdviceSummary.line([]) == nil)
    #expect(AdviceSummary.line([Self.finding, Self.finding]) == "advice: 2 problems")
  }
}
