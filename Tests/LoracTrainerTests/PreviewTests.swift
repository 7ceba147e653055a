import LoracPlan
import LoracTestSupport
import LoracTrainer
import Testing

extension TrainingTests {
  @Suite("Previews") struct PreviewTests {
    private static let changes =
      TrainingSession.small + [
        "sample.every=2 steps", "sample.at_start=true", "sample.sampler=euler_a", "sample.steps=2", "sample.size=64",
        "sample.seed=7", #"sample.prompts=["moka, a (cat:1.2)", {"prompt": "a dog", "seed": 8, "cfg": 1}]"#,
      ]

    @Test("leave training as it is, and have kohya's names")
    func independence() throws {
      var plain = try TrainingSession("plain", TrainingSession.small)
      try plain.train()
      var session = try TrainingSession("plain", Self.changes)
      try session.train()
      #expect(Self.same(session.files, plain.files))
      #expect(session.steps.map(\.losses) == plain.steps.map(\.losses))
      let names = session.previews.map(\.name)
      let moments = ["e000000"] + stride(from: 2, through: session.plan.steps.total, by: 2).map { "00000\($0)" }
      #expect(moments.count > 3)
      // The clock of tests stands still, at the beginning of 1970 somewhere on earth.
      #expect(
        names.map { $0.replacing(/_(1969|1970)[0-9]{10}/, with: "") }
          == moments.flatMap { ["plain_\($0)_00_7.png", "plain_\($0)_01_8.png"] })
      #expect(session.sampleFiles.keys.sorted() == names.sorted())
      #expect(session.previews.map(\.prompt) == moments.flatMap { _ in [0, 1] })
      // Training changes what is seen, and a seed of its own makes another picture.
      #expect(Set(session.sampleFiles.values).count == names.count)
    }

    /// Bytes are too many to be shown.
    private static func same(_ first: [String: [UInt8]], _ second: [String: [UInt8]]) -> Bool { first == second }

    @Test("after an epoch come behind its file")
    func epochs() throws {
      var session = try TrainingSession(
        "plain",
        TrainingSession.small + ["sample.every=1 epoch", "sample.steps=2", "sample.size=64", "sample.prompts=[a]"]
      )
      try session.train()
      let told = session.events.compactMap { event -> String? in
        switch event {
        case .saved(let path, _, _, _): String(path.split(separator: "/").last ?? "")
        case .sampled(let path, _, let epoch, _, _):
          "\(epoch ?? 0) \(path.split(separator: "/").last?.prefix(16) ?? "")"
        default: nil
        }
      }
      #expect(
        told == [
          "plain-000001.safetensors", "1 plain_e000001_00", "2 plain_e000002_00", "plain.safetensors",
        ])
    }

    @Test("at which a run is stopped are made when it goes on, each once")
    func stop() throws {
      var session = try TrainingSession("plain", Self.changes)
      try session.train()
      let (files, samples, previews) = (session.files, session.sampleFiles, session.previews.map(\.name))
      session.clear()
      var stops = 0
      while stops < 50 {
        // Each time one picture is made, and the next one begun.
        let outcome = try session.train(resumes: true, mostPreviews: 1)
        if outcome == .finished { break }
        stops += 1
      }
      #expect(stops == previews.count - 3)
      #expect(Self.same(session.files, files))
      // At the last step nothing is left to train, so that a request to stop leaves out pictures rather than the file.
      #expect(Set(session.previews.map(\.name)).count == session.previews.count)
      for (name, bytes) in session.sampleFiles {
        #expect(Self.same([name: bytes], [name: samples[name] ?? []]), "\(name)")
      }
      #expect(session.sampleFiles.count == samples.count - 2)
    }

    @Test("of a run that was killed are not made again")
    func killed() throws {
      var session = try TrainingSession("plain", Self.changes + ["save.state.every=1 epoch"])
      try session.train()
      let samples = session.sampleFiles
      for state in session.states.dropFirst() { removeTree("\(session.folder.path)/run/state/\(state)") }
      removeTree("\(session.folder.path)/run/samples/\(try #require(session.previews.last).name)")
      try session.train(resumes: true)
      #expect(Self.same(session.sampleFiles, samples))
    }
  }
}
