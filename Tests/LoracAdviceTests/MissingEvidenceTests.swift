import LoracAdvice
import Testing

@Suite struct MissingEvidenceTests {
  @Test func sayWhatIsMissingAndHowToGetIt() throws {
    var run = SampleRuns.run(steps: 10)
    run.facts.validationSplit = nil
    run.facts.previews = nil
    run.facts.blocks = ["lorac"]
    run.facts.prompt = "moka's"
    #expect(run.kinds == [.fewSteps, .noValidation, .noPreviews])
    #expect(run.finding(.noValidation)?.proposal?.key == "validation")
    #expect(run.finding(.noValidation)?.proposal?.newValue == "{split: 0.1, seed: 1}")
    #expect(
      run.finding(.noPreviews)?.proposal?.newValue
        == "{every: 1 epoch, at_start: true, seed: 1, prompts: ['moka''s']}")
    run.facts.images = 19
    run.facts.blocks = ["validation", "sample"]
    #expect(run.finding(.noValidation)?.proposal?.key == "validation.split")
    #expect(run.finding(.noValidation)?.proposal?.newValue == "0.2")
    #expect(run.finding(.noPreviews)?.proposal?.key == "sample.every")
  }

  @Test func fewHeldOutLossesAreTooEarlyToJudge() throws {
    var run = SampleRuns.run(heldOut: [0.2, 0.1, 0.05, 0.02])
    let finding = try #require(run.finding(.fewValidations))
    #expect(run.finding(.underfitting) == nil)
    #expect(finding.evidence == ["there are 4 held-out losses; a trend needs 5: it is too early to tell"])
    // Every epoch has one already: 20 steps.
    #expect(finding.proposal == nil)
    run.facts.stepsPerEpoch = 100
    #expect(run.finding(.fewValidations)?.proposal?.newValue == "40 steps")
  }
}
