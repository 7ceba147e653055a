import LoracAdvice
import LoracJSON
import LoracTestSupport
import Testing

/// Runs that really were, stored by `Tests/Tools/advice_reference.py`.
@Suite struct RealRunTests {
  private struct Stored: Codable {
    var losses: [Double]
    var rates: [Double]
    var heldOut: [[Double]]

    enum CodingKeys: String, CodingKey {
      case losses
      case rates
      case heldOut = "held_out"
    }
  }

  private func run(_ name: String) throws -> RunEvidence {
    let bytes = try readFile("\(testFolder())/Reference/runs.json")
    let stored = try JSONValueDecoder.decode([String: Stored].self, from: try JSONValue.parse(bytes))
    let run = try #require(stored[name])
    var evidence = RunEvidence(facts: SampleRuns.facts, outcome: .finished)
    evidence.facts.totalSteps = run.losses.count
    evidence.facts.heldOutImages = 3
    evidence.steps = run.losses.indices.map {
      StepEvidence(step: $0 + 1, loss: run.losses[$0], rate: run.rates[$0])
    }
    evidence.validations = run.heldOut.map { ValidationEvidence(step: Int($0[0]), loss: $0[1]) }
    return evidence
  }

  /// A hundred times the rate that this model bears ruins it, slowly or at once.
  @Test(arguments: [
    "random-3e-2-ruined", "continued-3e-2", "continued-1e-1", "continued-1e-1-other-seed", "continued-1",
  ])
  func aRateThatIsMuchTooHigh(_ name: String) throws {
    let finding = try #require(try run(name).finding(.divergingLoss))
    #expect(finding.severity == .problem)
  }

  /// Two of the quickstart's six steps of warm-up are all that comes before the ruin.
  @Test func aRateThatRuinsAtOnce() throws {
    var evidence = try run("quickstart-0.4")
    evidence.facts.rate = 0.4
    #expect(evidence.finding(.divergingLoss) == nil, "not by ranks alone")
    evidence.facts.zeroLoss = Self.quickstartZeroLoss
    let finding = try #require(evidence.finding(.divergingLoss))
    #expect(finding.severity == .problem)
    #expect(finding.proposal?.key == "optimizer.unet_lr" && finding.proposal?.newValue == "0.05")
    #expect(finding.evidence.first?.hasPrefix("the training loss was at most 0.") == true, "\(finding.evidence)")
  }

  /// Debiased estimation weighs timesteps threefold on average, which LoracRunAdviceTests computes.
  private static let quickstartZeroLoss = 3.02

  /// What suits is not found fault with, whatever a prediction of zeros would cost.
  @Test(arguments: [
    "quickstart-1e-3", "trained-2e-3", "trained-2e-3-eight-pictures", "random-1e-12", "random-1e-4", "random-1e-2",
    "continued-1e-12", "continued-1e-12-other-seed",
  ])
  func soundRunsAreNotRuined(_ name: String) throws {
    var evidence = try run(name)
    evidence.facts.zeroLoss = name.hasPrefix("quickstart") || name.hasPrefix("trained") ? Self.quickstartZeroLoss : 1
    #expect(evidence.finding(.divergingLoss) == nil)
  }

  /// A median is not the last value, and is not called so.
  @Test func mediansAreNamed() throws {
    let ruined = try run("random-3e-2-ruined")
    let seen = try #require(ruined.finding(.divergingLoss)?.evidence.first)
    #expect(seen.contains("has a median of") && seen.contains("in the last three"), "\(seen)")
    for name in ["random-1e-2", "random-1e-12"] {
      let findings = Advice.findings(from: try run(name))
      let seen: [String] = findings.flatMap { $0.evidence }.filter { $0.contains("in the last three") }
      #expect(seen.count == 1 && !seen[0].contains("at the end"), "\(seen)")
    }
  }

  @Test func aRateAtTheEdge() throws {
    #expect(try run("random-3e-2-unsteady").finding(.divergingLoss)?.severity == .advice)
  }

  /// Nothing is learned at a rate of almost 0; noise and timesteps alone make these losses.
  @Test(arguments: ["random-1e-12", "continued-1e-12", "continued-1e-12-other-seed"])
  func noRateAtAll(_ name: String) throws {
    let run = try run(name)
    #expect(run.kinds == [.underfitting])
    #expect(run.finding(.underfitting)?.title == "Underfitting: next to nothing was learned")
  }

  @Test func aRateThatIsTooLow() throws {
    #expect(try run("random-1e-4").kinds == [.underfitting])
  }

  @Test func aRateThatSuits() throws {
    #expect(try run("random-1e-2").kinds == [.plateau])
  }

  /// Fifteen pictures suffice for what they show, and eight at rank 64 are learned by heart.
  @Test func aTrainedBase() throws {
    #expect(try run("trained-2e-3").kinds == [.plateau])
    let copied = try run("trained-2e-3-eight-pictures")
    #expect(copied.kinds == [.overfitting])
    #expect(copied.finding(.overfitting)?.evidence.first?.contains("lowest at step 60") == true)
  }

  /// The losses of real runs in random order have no trend, and must not be taken for one.
  @Test func falseAlarmsAmongShuffledRuns() throws {
    var numbers = TestNumbers(5)
    var alarms = 0
    for name in ["random-1e-2", "continued-1e-12", "random-3e-2-unsteady", "continued-3e-2"] {
      var evidence = try run(name)
      evidence.validations = []
      let losses = evidence.steps.map(\.loss)
      for _ in 0..<50 {
        var shuffled = losses
        for place in shuffled.indices.reversed() {
          shuffled.swapAt(place, Int(numbers.uniform() * Double(place + 1)))
        }
        for place in shuffled.indices { evidence.steps[place].loss = shuffled[place] }
        if evidence.finding(.divergingLoss) != nil { alarms += 1 }
      }
    }
    #expect(alarms <= 1, "\(alarms) of 200")
  }
}
