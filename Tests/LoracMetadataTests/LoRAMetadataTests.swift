import LoracJSON
import LoracMetadata
import LoracOptimizers
import LoracPlan
import LoracTestSupport
import LoracWeights
import Testing

/// Compares metadata with those of files that sd-scripts saved for the same plan (Tests/Tools/metadata_reference.py).
@Suite struct LoRAMetadataTests {
  /// What a run decides by itself, or what tells who ran.
  static let differing: Set<String> = [
    "ss_sd_scripts_commit_hash", "modelspec.implementation_version", "modelspec.date", "sshs_model_hash",
    "sshs_legacy_hash",
  ]

  private func fixture(_ name: String) throws -> (plan: TrainingPlan, files: [(String, [String: String])]) {
    let folder = testFolder()
    let json = try JSONValue.parse(try readFile("\(folder)/Fixtures/\(name).json"))
    let plan = try JSONValueDecoder.decode(
      TrainingPlan.self, from: try #require(json["plan"]), options: .snakeCaseKeys)
    guard case .object(let members)? = json["files"] else { return (plan, []) }
    let files = members.map { member -> (String, [String: String]) in
      guard case .object(let entries) = member.value else { return (member.key, [:]) }
      let pairs = entries.map { ($0.key, $0.value == .null ? "" : text($0.value)) }
      return (member.key, Dictionary(uniqueKeysWithValues: pairs))
    }
    return (plan, files)
  }

  private func text(_ value: JSONValue) -> String { if case .string(let text) = value { text } else { "" } }

  private func metadata(_ plan: TrainingPlan, like saved: [String: String]) throws -> LoRAMetadata? {
    let optimizer = try OptimizerChoice(
      type: plan.optimizer.type,
      arguments: plan.optimizer.args.map { OptimizerArgument(name: $0.name, text: $0.value) },
      learningRate: plan.optimizer.learningRate ?? 1e-4)
    func hashes(_ short: String, _ full: String) -> ModelHashes? {
      guard let short = saved[short], let full = saved[full] else { return nil }
      return ModelHashes(short: short, full: full)
    }
    let facts = RunFacts(
      sessionID: UInt32(saved["ss_session_id"] ?? "") ?? 0,
      startedAt: Double(saved["ss_training_started_at"] ?? "") ?? 0,
      seed: plan.train.seed ?? 0, modelHashes: hashes("ss_sd_model_hash", "ss_new_sd_model_hash"),
      autoencoderHashes: hashes("ss_vae_hash", "ss_new_vae_hash"), program: "lorac/test", recipe: "lorac: 1\n",
      planHash: "abc")
    return LoRAMetadata(plan, optimizer, facts)
  }

  @Test(arguments: ["folder", "folder-rich", "config", "config-plain", "adafactor", "validation", "minimal"])
  func equalsWhatSDScriptsSaved(_ name: String) throws {
    let (plan, files) = try fixture(name)
    #expect(files.count == plan.saves.count)
    for (file, saved) in files {
      let save = try #require(plan.saves.first { $0.file == file })
      let moment = SaveMoment(save, time: Double(saved["ss_training_finished_at"] ?? "") ?? 0, utcOffset: 0)
      let entries = try #require(try metadata(plan, like: saved)).entries(at: moment)
      let found = Dictionary(uniqueKeysWithValues: entries.map { ($0.key, $0.value) })
      #expect(found.count == entries.count)
      for key in Set(saved.keys).union(found.keys).subtracting(Self.differing).sorted() where !key.hasPrefix("lorac_") {
        #expect(found[key] == saved[key], "\(file): \(key)")
      }
      let isMinimal = name == "minimal"
      #expect((found["ss_sd_scripts_commit_hash"] == nil) == isMinimal)
      #expect((found["lorac_plan_hash"] == nil) == isMinimal)
      if !isMinimal { #expect(found["modelspec.date"] == saved["modelspec.date"]) }
    }
  }

  @Test func writesDatesAsPythonDoes() {
    let cases: [(Double, Int, String)] = [
      (0, 0, "1970-01-01T00:00:00"), (1_795_259_008.98, 0, "2026-11-21T11:03:28"),
      (951_782_399.5, 0, "2000-02-28T23:59:59"), (951_782_400, 86_399, "2000-02-29T23:59:59"),
      (4_107_542_399, 0, "2100-02-28T23:59:59"), (4_107_542_400, 0, "2100-03-01T00:00:00"),
      (0, -3600, "1969-12-31T23:00:00"),
    ]
    for (time, offset, text) in cases {
      #expect(SaveMoment(step: 1, epoch: 1, time: time, utcOffset: offset).localDate == text)
    }
  }

  @Test func plansWithoutDataHaveNoMetadata() throws {
    var (plan, files) = try fixture("folder")
    plan.dataset = nil
    #expect(
      try metadata(plan, like: files[0].1).map {
        $0.entries(at: SaveMoment(step: 1, epoch: 1, time: 0, utcOffset: 0)).count
      } == nil)
  }
}
