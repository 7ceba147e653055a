import LoracTrainer
import Testing

extension TrainingTests {
  @Suite("Held-out loss") struct ValidationTests {
    @Test("an adapter that does not change keeps its held-out loss, bit by bit, from before training on")
    func comparable() throws {
      var session = try TrainingSession(
        "validation", TrainingSession.small + ["optimizer.learning_rate=0", "dataset.captions.shuffle=true"])
      #expect(try session.train() == .finished)
      let reports = session.validations
      #expect(reports.map(\.step) == [0, 5, 10])
      #expect(reports.map(\.epoch) == [0, 1, 2])
      #expect(reports.map(\.isAtEpochEnd) == [false, true, true])
      #expect(reports[0].loss > 0)
      #expect(Set(reports.map(\.loss)).count == 1, "\(reports.map(\.loss))")
    }

    @Test("by steps, a loss is that of its step alone, where kohya's average mixes the first epoch's")
    func bySteps() throws {
      var session = try TrainingSession("validation", TrainingSession.small + ["validation.every=2 steps"])
      #expect(try session.train(until: 4) == .stopped(state: session.state(4)))
      let reports = session.validations
      #expect(reports.map(\.step) == [0, 2, 4])
      #expect(Set(reports.map(\.loss)).count == 3)
      #expect(reports[1].averageLoss == reports[1].loss)
      #expect(abs(reports[2].averageLoss - (reports[1].loss + reports[2].loss) / 2) < 1e-12)
    }

    @Test("a run that goes on does not look before training again")
    func resumed() throws {
      var session = try TrainingSession("validation", TrainingSession.small)
      try session.train(until: 2)
      #expect(try session.train(resumes: true) == .finished)
      #expect(session.validations.map(\.step) == [0, 5, 10])
    }
  }
}
