import LoracAdvice
import Testing

/// What losses alone lead to.
@Suite struct LossFindingsTests {
  /// A good LoRA: falls at once, ends flat.
  private let settled: [Double] = (0...20).map { place in
    let wobble = place % 2 == 0 ? 0.0002 : 0.0
    return 0.15 + 0.05 / Double(1 + place * place) + wobble
  }

  @Test func aSoundRunHasNoProblem() {
    let run = SampleRuns.run(heldOut: settled)
    #expect(run.kinds == [.plateau])
    #expect(run.finding(.plateau)?.severity == .note)
  }

  /// One loss says nothing, however large it is.
  @Test func oneLargeLossIsNoFinding() {
    #expect(SampleRuns.run(heldOut: settled) { $0 == 200 ? 50 : $1 }.kinds == [.plateau])
  }

  @Test func aNumberThatIsNone() throws {
    var run = SampleRuns.run()
    run.outcome = .failed(code: "LR0840", message: "the loss of step 401 is not a number: nan")
    let finding = try #require(run.finding(.invalidNumbers))
    #expect(finding.severity == .problem)
    #expect(finding.evidence.first == "the run ended with LR0840: the loss of step 401 is not a number: nan")
    #expect(finding.proposal?.key == "optimizer.unet_lr")
    #expect(finding.proposal?.oldValue == "1e-4")
    #expect(finding.proposal?.newValue == "1e-5")
    run.outcome = .failed(code: "LR0841", message: "the disk is full")
    #expect(run.finding(.invalidNumbers) == nil)
    run.outcome = .finished
    run.steps[7].loss = .nan
    #expect(run.finding(.invalidNumbers)?.evidence.first == "the loss of step 8 is not a number")
  }

  @Test func aLossThatRises() throws {
    let run = SampleRuns.run { $0 < 200 ? $1 : 4 * $1 }
    let finding = try #require(run.finding(.divergingLoss))
    #expect(finding.severity == .problem)
    #expect(finding.proposal?.newValue == "1e-5")
    #expect(finding.evidence.first?.contains("standard deviations") == true)
  }

  @Test func aLossThatRisesAndComesBackIsLess() throws {
    let finding = try #require(SampleRuns.run { (100..<250).contains($0) ? 4 * $1 : $1 }.finding(.divergingLoss))
    #expect(finding.severity == .advice)
    #expect(finding.proposal?.newValue == "3e-5")
  }

  /// Ruined within the first steps: the training loss has no earlier level, the held-out loss has the base model's.
  @Test func aLossThatWasHighFromTheStart() throws {
    let ruined = [0.15] + (1...20).map { 1.02 + 0.01 * Double($0 % 3) }
    let finding = try #require(SampleRuns.run(heldOut: ruined) { 0.95 + $1 / 10 }.finding(.divergingLoss))
    #expect(finding.severity == .problem)
    #expect(finding.evidence.last == "a network that predicts no noise at all has a loss of 1")
  }

  /// Ruined at once, and then a little less so: the falling training loss is no sign of learning by heart.
  @Test func aRuinedRunThatRecoversALittle() throws {
    let ruined = [0.15] + (1...20).map { 0.4 - 0.008 * Double($0) }
    let recovering = SampleRuns.run(heldOut: ruined) { step, loss in 0.4 * (1 - Double(step) / 700) + loss / 10 }
    let finding = try #require(recovering.finding(.divergingLoss))
    #expect(finding.severity == .problem)
  }

  /// A little worse than the base model all the time: nothing is ruined, and nothing gained.
  @Test func trainingThatDoesNotHelp() throws {
    let worse = [0.15] + (1...20).map { 0.154 + 0.0002 * Double($0 % 3) }
    let finding = try #require(SampleRuns.run(heldOut: worse).finding(.divergingLoss))
    #expect(finding.severity == .advice)
    #expect(finding.title.hasPrefix("Training did not help"))
    #expect(finding.proposal?.newValue == "3e-5")
    // While the training loss falls, images are learned by heart.
    let learned = SampleRuns.run(heldOut: worse) { step, loss in loss * (1 - Double(step) / 500) }
    #expect(learned.finding(.divergingLoss) == nil)
    // An unsteady run bears no higher rate.
    var unsteady = SampleRuns.run(heldOut: (0...20).map { 0.2 - 0.002 * Double($0) }) {
      (100..<250).contains($0) ? 4 * $1 : $1
    }
    unsteady.facts.rank = 128
    #expect(unsteady.finding(.underfitting)?.proposal?.key == "train.epochs")
    #expect(unsteady.finding(.underfitting)?.alternatives.map(\.key) == ["network.alpha"])
  }

  /// Rises like a learned-by-heart one, while the training loss falls.
  @Test func imagesLearnedByHeart() throws {
    let heldOut = (0...20).map { 0.15 + 0.0004 * Double(($0 - 6) * ($0 - 6)) }
    let run = SampleRuns.run(heldOut: heldOut) { step, loss in loss * (1 - Double(step) / 600) }
    let finding = try #require(run.finding(.overfitting))
    #expect(run.finding(.divergingLoss) == nil)
    #expect(finding.evidence[0].hasPrefix("the held-out loss was lowest at step 120, 0.150"))
    #expect(finding.evidence.contains { $0.contains("output/moka-100.safetensors (step 100): try that one first") })
    // The best moment came early: lower rate first, then fewer epochs.
    #expect(finding.proposal?.key == "optimizer.unet_lr")
    #expect(finding.proposal?.newValue == "5e-5")
    #expect(
      finding.alternatives.first
        == Proposal("train.epochs", from: "20", to: "6", reason: finding.alternatives[0].reason))
    #expect(finding.alternatives.map(\.key).contains("network.rank"))
  }

  @Test func theEpochWithTheLowestLossIsProposed() throws {
    let heldOut = (0...20).map { 0.15 + 0.0004 * Double(($0 - 12) * ($0 - 12)) }
    let finding = try #require(SampleRuns.run(heldOut: heldOut).finding(.overfitting))
    #expect(finding.proposal?.key == "train.epochs")
    #expect(finding.proposal?.newValue == "12")
  }

  @Test func aLossThatStillFalls() throws {
    let run = SampleRuns.run(heldOut: (0...20).map { 0.2 - 0.002 * Double($0) })
    let finding = try #require(run.finding(.underfitting))
    #expect(finding.proposal?.newValue == "3e-4")
    #expect(finding.alternatives.first?.newValue == "30")
    #expect(finding.evidence[1].hasPrefix("the last quarter of the learning (by the sum of the rates) brought 25 %"))
  }

  /// A cosine ends at a rate of 0, so that every curve is flat there; the learning was still going on.
  @Test func aScheduleThatEndsIsNoPlateau() throws {
    var run = SampleRuns.run()
    for place in run.steps.indices { run.steps[place].rate = 1e-4 * (1 - Double(place) / 400) }
    var learned = 0.0
    let sums = run.steps.map { step in
      learned += step.rate ?? 0
      return learned
    }
    run.validations = (0...20).map { place in
      ValidationEvidence(step: place * 20, loss: 0.2 - 2 * (place == 0 ? 0 : sums[place * 20 - 1]))
    }
    #expect(run.kinds.contains(.underfitting))
    #expect(!run.kinds.contains(.plateau))
  }

  @Test func nothingLearned() throws {
    let finding = try #require(SampleRuns.run(heldOut: (0...20).map { 0.2 - 1e-6 * Double($0) }).finding(.underfitting))
    #expect(finding.title == "Underfitting: next to nothing was learned")
    #expect(finding.proposal?.newValue == "1e-3")
  }

  @Test func heldOutImagesThatAreTrainedAreDoubted() throws {
    var run = SampleRuns.run(heldOut: (0...20).map { 0.2 - 0.002 * Double($0) })
    run.facts.trainedHeldOutImages = 2
    run.facts.heldOutImages = 2
    let finding = try #require(run.finding(.underfitting))
    #expect(finding.evidence.contains { $0.hasPrefix("2 images of those held out are trained as well") })
    #expect(finding.evidence.contains("only 2 images are held out"))
  }

  /// An optimizer that finds its rate has none to lower.
  @Test func noRateIsProposedWhereTheOptimizerFindsIt() throws {
    var run = SampleRuns.run { $0 < 200 ? $1 : 4 * $1 }
    run.facts.optimizer = "Prodigy"
    run.facts.findsRateItself = true
    run.facts.rate = 1
    #expect(try #require(run.finding(.divergingLoss)).proposal?.key == "optimizer.args.d_coef")
    run.facts.optimizer = "DAdaptation"
    run.facts.warmupSteps = 0
    run.facts.acceptsWarmup = false
    #expect(try #require(run.finding(.divergingLoss)).proposal?.key == "network.scale_weight_norms")
  }
}
