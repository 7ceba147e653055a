import LoracFiles
import LoracPlan
import LoracTestSupport
import LoracTrainer
import Testing

extension TrainingTests {
  /// What goes wrong while training, and what is left then.
  @Suite("A failure") struct FailureTests {
    /// The error that a run ends in.
    private func failure(_ session: inout TrainingSession, resumes: Bool = false) -> TrainerError? {
      do throws(TrainerError) {
        _ = try session.train(resumes: resumes)
        Issue.record("the run did not fail")
        return nil
      } catch { return error }
    }

    /// Expects that nothing half-written is anywhere.
    private func expectClean(_ session: borrowing TrainingSession) {
      for folder in ["out", "run", "run/state"] {
        let names = (try? namesInFolder("\(session.folder.path)/\(folder)")) ?? []
        #expect(!names.contains { $0.hasSuffix(".tmp") }, "\(names)")
      }
    }

    @Test("names an image that was changed, even with as many bytes")
    func changedImage() throws {
      var session = try TrainingSession("plain", TrainingSession.small)
      let path = "\(try OwnPictures(in: &session).path)/p3.bmp"
      var bytes = try readFile(path)
      bytes[bytes.count - 1] ^= 1
      try writeFile(bytes, to: path)
      guard case .imageChanged(path)? = failure(&session) else {
        Issue.record("another error")
        return
      }
    }

    @Test("names an image that is gone, before training or while it goes on")
    func vanishedImage() throws {
      for recipe in ["plain", "uncached"] {
        var session = try TrainingSession(recipe, TrainingSession.small)
        let pictures = try OwnPictures(in: &session).path
        if recipe == "uncached" { try session.train(until: 1) }
        for name in try namesInFolder(pictures) where name.hasSuffix(".bmp") { removeTree("\(pictures)/\(name)") }
        guard case .file(let error)? = failure(&session, resumes: true) else {
          Issue.record("another error")
          return
        }
        #expect(error.path.hasPrefix(pictures))
        #expect(error.isMissing)
        expectClean(session)
      }
    }

    @Test("names a base model that changed while it was used; what was saved stays")
    func changedModel() throws {
      var session = try TrainingSession("plain", TrainingSession.small)
      let bench = try #require(Workbench.current)
      let copy = "\(session.folder.path)/base.safetensors"
      try writeFile(try readFile("\(bench.path)/base.safetensors"), to: copy)
      session.plan.model.base = copy
      session.onEpochEnd = { epoch in
        // The first epoch's file is saved by then; the model changes before the last one is.
        if epoch == 2 { try? AppendedFile(copy).append([0]) }
      }
      guard case .modelChanged(copy)? = failure(&session) else {
        Issue.record("another error")
        return
      }
      #expect(Array(session.files.keys) == ["plain-000001.safetensors"])
      expectClean(session)
    }

    @Test("names the last state when the loss is no number")
    func notANumber() throws {
      var session = try TrainingSession(
        "plain", TrainingSession.small + ["optimizer.learning_rate=1e30", "optimizer.max_grad_norm=0"])
      try session.train(until: 1)
      let state = session.state(1)
      guard case .lossNotANumber(let step, let losses, let lastState)? = failure(&session, resumes: true) else {
        Issue.record("another error")
        return
      }
      #expect(step > 1)
      #expect(losses.contains { !$0.isFinite })
      #expect(lastState == state)
      #expect(session.states == ["step00000001.safetensors"])
    }

    @Test("keeps the last good state when weights are lost though the loss is a number")
    func lostWeights() throws {
      // From the third step on the rate is beyond float32; the state of that step would replace the second one's.
      let rules = #"schedule={type: piecewise_constant, args: {step_rules: "1:2,1e300"}}"#
      let saves = "save={every: 1 step, keep_last: 1 step, state: {every: 1 step}}"
      var session = try TrainingSession("plain", TrainingSession.small + [rules, saves])
      guard case .weightsNotANumber(let step, let lastState)? = failure(&session) else {
        Issue.record("another error")
        return
      }
      #expect(step > 1)
      #expect(lastState == session.state(step - 1))
      #expect(session.states.last == "step0000000\(step - 1).safetensors")
      #expect(session.steps.last?.losses.allSatisfy(\.isFinite) == true)
      expectClean(session)
      // Even a stop does not save what is lost.
      do throws(TrainerError) {
        let outcome = try session.train(resumes: true, until: step)
        Issue.record("ended with \(outcome)")
      } catch {
        guard case .weightsNotANumber = error else {
          Issue.record("\(error)")
          return
        }
      }
      #expect(session.states.last == "step0000000\(step - 1).safetensors")
    }

    @Test("to write a file leaves the older ones whole and nothing half-written")
    func unwritable() throws {
      var session = try TrainingSession("plain", TrainingSession.small)
      // The last file's name is taken by a folder that is not empty.
      try writeFile([1], to: "\(session.folder.path)/out/plain.safetensors/inside")
      guard case .save(let error)? = failure(&session) else {
        Issue.record("another error")
        return
      }
      #expect(error.path.hasSuffix("plain.safetensors"))
      #expect(session.files["plain-000001.safetensors"]?.count ?? 0 > 1000)
      expectClean(session)
    }

    @Test("to make the folder of results is told before the first save")
    func noFolder() throws {
      var session = try TrainingSession("plain", TrainingSession.small)
      try writeFile([1], to: "\(session.folder.path)/out")
      guard case .save? = failure(&session) else {
        Issue.record("another error")
        return
      }
      expectClean(session)
    }

    @Test("to write a state tells the state's path")
    func unwritableState() throws {
      var session = try TrainingSession("plain", TrainingSession.small)
      try writeFile([1], to: "\(session.folder.path)/run/state")
      do throws(TrainerError) {
        _ = try session.train(until: 1)
        Issue.record("the run did not fail")
      } catch {
        guard case .save(let problem) = error else {
          Issue.record("\(error)")
          return
        }
        #expect(problem.path.contains("/run/state"))
      }
    }
  }
}
