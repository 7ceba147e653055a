import LoracPlan
import LoracTestSupport
import LoracTrainer
import Testing

extension TrainingTests {
  @Suite("Stopped and resumed") struct ResumeTests {
    struct Case: Sendable, CustomTestStringConvertible {
      let recipe: String
      var changes: [String] = []

      var testDescription: String { ([recipe] + changes).joined(separator: " ") }
    }

    static let everyStep = [
      Case(recipe: "plain"), Case(recipe: "accumulation", changes: ["train.epochs=1"]),
      Case(recipe: "validation", changes: ["validation.every=2 steps", "dataset.batch_size=2"]),
      Case(recipe: "dropouts", changes: ["train.steps=3"]),
    ]

    /// Other data, and one optimizer of each family; AdamW, its 8-bit form and SGD are above.
    static let everyOtherStep = [
      Case(recipe: "uncached"), Case(recipe: "locon"), Case(recipe: "prodigy", changes: ["train.epochs=1"]),
      Case(
        recipe: "plain", changes: ["train.epochs=1", "optimizer.type=DAdaptAdam", "optimizer.learning_rate=1"]),
      Case(
        recipe: "plain", changes: ["train.epochs=1", "optimizer.type=DAdaptLion", "optimizer.learning_rate=1"]),
      Case(
        recipe: "plain", changes: ["train.epochs=1", "optimizer.type=Adafactor", "optimizer.learning_rate=1e-3"]),
    ]

    @Test("after every step, a run ends with the same bytes", arguments: everyStep)
    func every(_ reference: Case) throws { try expectSameEnd(reference, by: 1) }

    @Test("after every other step, a run ends with the same bytes", arguments: everyOtherStep)
    func everyOther(_ reference: Case) throws { try expectSameEnd(reference, by: 2) }

    private func expectSameEnd(_ reference: Case, by stride: Int) throws {
      var session = try TrainingSession(reference.recipe, TrainingSession.small + reference.changes)
      #expect(try session.train() == .finished)
      let (files, steps, validations) = (session.files, session.steps, session.validations)
      #expect(!files.isEmpty)
      session.clear()
      for step in Swift.stride(from: stride, to: session.plan.steps.total, by: stride) {
        #expect(try session.train(resumes: true, until: step) == .stopped(state: session.state(step)))
      }
      #expect(try session.train(resumes: true) == .finished)
      #expect(session.files == files)
      #expect(session.steps.map(\.losses) == steps.map(\.losses))
      #expect(session.steps.map(\.averageLoss) == steps.map(\.averageLoss))
      #expect(session.validations.map(\.averageLoss) == validations.map(\.averageLoss))
    }

    @Test("after a crash, a run goes on from an older state to the same bytes")
    func olderState() throws {
      var session = try TrainingSession("accumulation", TrainingSession.small)
      #expect(try session.train() == .finished)
      let files = session.files
      // States of the steps 2, 4, … are there; what came after the third is lost.
      for state in session.states.dropFirst(2) { removeTree("\(session.folder.path)/run/state/\(state)") }
      removeTree("\(session.folder.path)/out")
      #expect(try session.train(resumes: true) == .finished)
      let later = session.files
      #expect(Set(later.keys).isSubset(of: Set(files.keys)))
      #expect(later["accumulation.safetensors"] == files["accumulation.safetensors"])
      for (name, bytes) in later { #expect(files[name] == bytes, "\(name)") }
    }

    @Test("at an epoch's saved state, the epoch is not ended twice")
    func epochState() throws {
      let changes = TrainingSession.small + ["save.state.every=1 epoch", "save.every=1 epoch"]
      var session = try TrainingSession("validation", changes)
      #expect(try session.train() == .finished)
      let (files, validations) = (session.files, session.validations.map(\.averageLoss))
      let first = try #require(session.states.first)
      for state in session.states where state != first { removeTree("\(session.folder.path)/run/state/\(state)") }
      let earlier = session.events.count
      #expect(try session.train(resumes: true) == .finished)
      let ended = session.events[earlier...].compactMap {
        if case .epochEnded(let epoch, _, _) = $0 { epoch } else { nil }
      }
      #expect(ended == [2])
      #expect(session.validations.map(\.averageLoss) == validations + validations.suffix(1))
      #expect(session.files == files)
    }

    @Test("a finished run that is resumed writes its file again, the same")
    func finished() throws {
      var session = try TrainingSession("plain", TrainingSession.small + ["save.state.at_end=true"])
      #expect(try session.train() == .finished)
      let files = session.files
      #expect(try session.train(resumes: true) == .finished)
      #expect(session.files == files)
      #expect(session.steps.count == session.plan.steps.total)
    }

    /// `events.jsonl` says by this how a run ended.
    @Test("and a finished run tells how it ended, last of all", arguments: [1, 4, Int.max])
    func tellsItsEnd(stop: Int) throws {
      var session = try TrainingSession("plain", TrainingSession.small + ["train.epochs=2"])
      try session.train(until: stop)
      let total = session.plan.steps.total
      #expect(total == 8, "4 steps are an epoch")
      let ends = session.events.indices.filter { if case .ended = session.events[$0] { true } else { false } }
      #expect(ends == [session.events.count - 1])
      guard case .ended(let step, let isFinished)? = session.events.last else { return }
      #expect(step == min(stop, total) && isFinished == (stop > total))
    }

    @Test("without a state, resuming begins")
    func beginning() throws {
      var session = try TrainingSession("plain", TrainingSession.small)
      #expect(try session.train(resumes: true, until: 1) == .stopped(state: session.state(1)))
    }
  }
}
