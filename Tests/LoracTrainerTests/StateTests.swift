import LoracTestSupport
import LoracTrainer
import Testing

extension TrainingTests {
  /// States that were damaged, or belong to something else.
  @Suite("A state that cannot be used") struct StateTests {
    /// A session with a state after step 1.
    private func session() throws -> TrainingSession {
      var session = try TrainingSession("plain", TrainingSession.small)
      _ = try session.train(until: 1)
      return session
    }

    /// Expects that resuming ends in a state's error whose phrase holds `phrase`.
    private func expectRefusal(_ session: inout TrainingSession, _ phrase: String = "") {
      let state = session.state(1)
      do throws(TrainerError) {
        let outcome = try session.train(resumes: true)
        Issue.record("went on to \(outcome)")
      } catch {
        guard case .state(let path, let problem) = error else {
          Issue.record("\(error)")
          return
        }
        #expect(path == state)
        #expect(problem.contains(phrase), "\(problem)")
      }
    }

    @Test("is refused wherever it is cut off")
    func truncated() throws {
      var session = try session()
      let path = session.state(1)
      let whole = try readFile(path)
      for count in [0, 4, 8, 100, whole.count / 2, whole.count - 1] {
        try writeFile(Array(whole.prefix(count)), to: path)
        expectRefusal(&session)
      }
      try writeFile(whole + [0], to: path)
      expectRefusal(&session)
    }

    @Test("is refused if it is another file")
    func foreign() throws {
      var session = try session()
      let files = session.files
      let bench = try #require(Workbench.current)
      try writeFile(try readFile("\(bench.path)/base.safetensors"), to: session.state(1))
      expectRefusal(&session, "no state")
      try writeFile(Array("no safetensors".utf8), to: session.state(1))
      expectRefusal(&session)
      #expect(session.files == files)
    }

    @Test("is refused if the plan is another")
    func otherPlan() throws {
      var session = try session()
      session.plan = try #require(Workbench.current).plan(
        "plain", in: session.folder.path, TrainingSession.small + ["optimizer.learning_rate=2e-3"])
      expectRefusal(&session, "another plan")
    }

    @Test(
      "is refused if its progress was changed", arguments: ["\\\"seed\\\":42", "\\\"step\\\":1", "\\\"epoch\\\":1"])
    func changedProgress(_ text: String) throws {
      var session = try session()
      let whole = try readFile(session.state(1))
      let at = try #require(firstPlace(of: Array(text.utf8), in: whole))
      var changed = whole
      changed[at + text.utf8.count - 1] = UInt8(ascii: "x")
      try writeFile(changed, to: session.state(1))
      expectRefusal(&session)
    }

    private func firstPlace(of text: [UInt8], in bytes: [UInt8]) -> Int? {
      (0..<min(bytes.count, 1 << 16) - text.count).first { bytes[$0..<$0 + text.count].elementsEqual(text) }
    }
  }
}
