internal import LoracJSON
internal import LoracKohyaArguments
package import LoracOptimizers
package import LoracPlan
internal import LoracWeights

/// The metadata of a run's LoRA files: kohya's `ss_*` and `modelspec.*` keys with kohya's values, and lorac's own.
///
/// Follows sd-scripts train_network.py:1003-1231 and :1297-1317. What sd-scripts would have been told comes from the
/// command that the plan is emitted as, and is written in Python's spelling. `sshs_*` are added by `LoRAFile`.
package struct LoRAMetadata: Sendable {
  /// A key with its value.
  package typealias Entry = (key: String, value: String)

  private let plan: TrainingPlan
  private let facts: RunFacts
  private let arguments: ScriptArguments
  private let run: [Entry]

  /// The metadata of a run of `plan`; nil if the plan was made without its data set, which no run can be.
  package init?(_ plan: TrainingPlan, _ optimizer: OptimizerChoice, _ facts: RunFacts) {
    guard let contents = plan.dataset, let epochs = plan.epochs, let batches = plan.batchesPerEpoch else { return nil }
    self.plan = plan
    self.facts = facts
    var arguments = ScriptArguments(plan)
    // A list for networks that train several text encoders; the first one counts here (train_network.py:733-741).
    if case .array(let rates) = arguments["text_encoder_lr"] { arguments["text_encoder_lr"] = rates.first ?? .null }
    if optimizer.choosesLearningRate {
      // Adafactor forgets the rates and renames the schedule (library/train_util.py:5104-5123).
      arguments["lr_scheduler"] = .string("adafactor:\(arguments.text("learning_rate"))")
      arguments["learning_rate"] = .null
      arguments["unet_lr"] = .null
    }
    self.arguments = arguments
    let counts: [String: Int] = [
      "ss_num_train_images": contents.entries, "ss_num_validation_images": contents.validationImages,
      "ss_num_reg_images": contents.regularizationImages, "ss_num_batches_per_epoch": batches,
      "ss_num_epochs": epochs, "ss_max_train_steps": plan.steps.total, "ss_seed": facts.seed,
    ]
    let computed: [String: String] = counts.mapValues(String.init).merging([
      "ss_session_id": String(facts.sessionID), "ss_training_started_at": PythonText.text(facts.startedAt),
      "ss_base_model_version": Self.version(plan.model), "ss_sd_scripts_commit_hash": "(unknown)",
      "ss_optimizer": optimizer.metadata,
    ]) { first, _ in first }
    var run = MetadataKeys.all.map { row in
      (key: row.key, value: computed[row.key] ?? arguments.text(row.argument ?? row.key))
    }
    let datasets = plan.data.datasets.indices.map { DatasetFacts(plan, contents, $0) }
    if arguments["dataset_config"] == .null, datasets.count == 1 {
      run += DatasetMetadata.folderEntries(datasets[0], plan, arguments)
    } else {
      run += DatasetMetadata.configEntries(datasets, arguments)
    }
    if let networkArguments = Self.networkArguments(arguments) { run.append(("ss_network_args", networkArguments)) }
    self.run = run + Self.models(plan.model, facts)
  }

  /// All entries of a file that is saved at `moment`, in kohya's order, then lorac's own.
  ///
  /// With `no_metadata`, what tells how to load the file is kept (library/train_util.py:3462-3469).
  package func entries(at moment: SaveMoment) -> [Entry] {
    let specification = ModelSpecification.entries(plan, arguments, program: facts.program, at: moment)
    if arguments["no_metadata"] == true {
      return run.filter { MetadataKeys.minimum.contains($0.key) } + specification
    }
    let progress: [Entry] = [
      ("ss_training_finished_at", PythonText.text(moment.time)), ("ss_steps", String(moment.step)),
      ("ss_epoch", String(moment.epoch)),
    ]
    return run + progress + specification + own
  }

  /// lorac's own keys.
  private var own: [Entry] {
    [("lorac_version", facts.program)] + (facts.recipe.map { [("lorac_recipe", $0)] } ?? [])
      + [("lorac_plan_hash", facts.planHash)]
  }

  private static func version(_ model: ModelPlan) -> String {
    switch model.family {
    case .sd15: model.vPrediction ? "sd_v1_v" : "sd_v1"
    case .sd2: model.vPrediction ? "sd_v2_v" : "sd_v2"
    case .sdxl: "sdxl_base_v1-0"
    }
  }

  /// The arguments of the network module as JSON, with the dropout that train_network.py:670 adds; nil without any.
  private static func networkArguments(_ arguments: ScriptArguments) -> String? {
    let words = arguments.strings("network_args")
    guard !words.isEmpty else { return nil }
    var members: [JSONValue.Member] = []
    func set(_ key: String, _ value: JSONValue) {
      if let place = members.firstIndex(where: { $0.key == key }) {
        members[place].value = value
      } else {
        members.append(JSONValue.Member(key, value))
      }
    }
    for word in words {
      let parts = word.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      if parts.count == 2 { set(String(parts[0]), .string(String(parts[1]))) }
    }
    if arguments["dim_from_weights"] != true, !members.contains(where: { $0.key == "dropout" }) {
      set("dropout", arguments["network_dropout"])
    }
    return PythonJSON.text(.object(members))
  }

  private static func models(_ model: ModelPlan, _ facts: RunFacts) -> [Entry] {
    var entries: [Entry] = []
    if let hashes = facts.modelHashes {
      entries += [("ss_sd_model_hash", hashes.short), ("ss_new_sd_model_hash", hashes.full)]
    }
    entries.append(("ss_sd_model_name", facts.modelHashes == nil ? model.base : model.base.lastPathPart))
    guard let vae = model.vae else { return entries }
    if let hashes = facts.autoencoderHashes {
      entries += [("ss_vae_hash", hashes.short), ("ss_new_vae_hash", hashes.full)]
    }
    return entries + [("ss_vae_name", facts.autoencoderHashes == nil ? vae : vae.lastPathPart)]
  }
}
