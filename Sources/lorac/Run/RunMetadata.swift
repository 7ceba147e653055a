internal import Glibc
internal import LoracFiles
internal import LoracHash
internal import LoracMetadata
internal import LoracPlan
internal import LoracTrainer
internal import LoracWeights

/// The metadata of the LoRA files of a native run.
enum RunMetadata {
  /// The entries of a file that is saved, in the file's order.
  typealias Entries = @Sendable (SaveFacts) -> [(key: String, value: String)]

  /// What computes the entries of the files of `plan`.
  ///
  /// Reads the base model as a whole, since kohya stores its hash.
  static func entries(of plan: TrainingPlan) throws(TrainerError) -> Entries {
    let optimizer = try plan.optimizerChoice()
    let model = hashes(plan.model.base)
    let autoencoder = plan.model.vae.flatMap(hashes)
    let recipe = plan.recipeText.map { String(decoding: $0, as: UTF8.self) }
    var hash = SHA256()
    hash.update(Array(((try? PlanFile.text(plan)) ?? "").utf8))
    let planHash = hash.finalized()
    return { facts in
      let run = RunFacts(
        sessionID: UInt32(truncatingIfNeeded: facts.sessionID), startedAt: facts.startedAt, seed: facts.seed,
        modelHashes: model, autoencoderHashes: autoencoder, program: "lorac/\(Lorac.version)", recipe: recipe,
        planHash: planHash)
      let moment = SaveMoment(
        step: facts.step, epoch: facts.epoch, time: facts.savedAt, utcOffset: utcOffset(facts.savedAt))
      return LoRAMetadata(plan, optimizer, run)?.entries(at: moment) ?? []
    }
  }

  private static func hashes(_ path: String) -> ModelHashes? { (try? ModelHashes.of(path)) ?? nil }

  /// How many seconds the local time is ahead of UTC.
  private static func utcOffset(_ time: Double) -> Int {
    var seconds = time_t(time)
    var parts = tm()
    localtime_r(&seconds, &parts)
    return parts.tm_gmtoff
  }
}

extension TrainingPlan {
  /// The bytes of the recipe that was planned; nil if it cannot be read any more.
  var recipeText: [UInt8]? { origin.flatMap { try? FileSystem.read($0.recipe) } }
}
