internal import LoracArchitectures
internal import LoracDiagnostics
internal import LoracHash
internal import LoracJSON
internal import LoracOptimizers
internal import LoracPlan
internal import LoracRecipe
internal import LoracSchema

/// Puts the parts of a plan together.
struct PlanAssembly {
  let recipe: Recipe
  let essentials: Essentials
  let layout: DatasetLayout
  let model: LoweredModel
  let data: LoweredDataset
  let length: RunLength

  /// The plan; nil if it would hold absurdly many files or previews, which is reported.
  func plan(into diagnostics: inout DiagnosticList) -> TrainingPlan? {
    let settings = SettingsLowering(recipe)
    let save = settings.save(length)
    let sample = SampleLowering(recipe).plan(into: &diagnostics)
    let network = NetworkLowering(recipe, model, precision: save.precision)
    let saves = SaveSchedule(
      name: essentials.name, save: save, length: length, bytes: network.tensors.dataByteCount)
    guard checkCounts(saves.numberedCount, SampleSchedule.count(sample, length), into: &diagnostics) else { return nil }
    let optimizer = settings.optimizer
    let schedule = settings.schedule
    let run = settings.run
    let curve = LearningRateSchedule(schedule, optimizer, length, isOldTarget: run.sdScriptsVersion == "2023")
    var plan = TrainingPlan(
      name: essentials.name, steps: stepCounts(schedule.warmup),
      learningRates: LearningRatePlan(curve, optimizer, network.plan.train, length), model: model.plan,
      network: network.plan, optimizer: optimizer, schedule: schedule, train: settings.train(essentials),
      loss: settings.loss, save: save, log: settings.log, run: run, data: data.settings,
      fingerprint: Fingerprint(recipe: "", dataset: data.fingerprint, model: model.fingerprint))
    plan.description = recipe[RecipeFields.description]
    plan.epochs = length.epochs
    plan.batchesPerEpoch = length.batches
    plan.buckets = data.buckets
    plan.saves = saves.points()
    plan.sample = sample
    plan.samples = SampleSchedule.points(sample, length)
    plan.validation = settings.validation
    plan.dataset = data.contents
    plan.kohya = ArgumentLowering.kohya(recipe)
    plan.memory = memory(plan, network.tensors)
    plan.time = TimeEstimation(plan, model.architecture, length).estimate
    plan.fingerprint.recipe = RecipeFingerprint.hash(plan)
    return plan
  }

  private func memory(_ plan: TrainingPlan, _ tensors: AdapterTensors) -> MemoryEstimate? {
    if plan.run.backend == "native", let sizes = model.sizes,
      let estimate = NativeMemory(plan, sizes, tensors).estimate
    {
      return estimate
    }
    return MemoryEstimation(plan, model.architecture, tensors).estimate
  }

  private func stepCounts(_ warmup: Warmup) -> StepCounts {
    var counts = StepCounts(
      total: length.total, perEpoch: length.perEpoch, warmup: LearningRateSchedule.warmupSteps(warmup, length))
    if let facts = data.facts {
      let explanation = StepExplanation(facts, length, epochs: essentials.epochs)
      counts.popularFormula = explanation.popularFormula
      counts.kohyaGUI = explanation.gui
      counts.explanation = explanation.sentences()
    }
    return counts
  }

  private func checkCounts(_ files: Int, _ samples: Int, into diagnostics: inout DiagnosticList) -> Bool {
    let limit = SaveSchedule.limit
    if files > limit { diagnostics.append(.tooMany("files", files, SaveFields.every, recipe)) }
    if samples > limit { diagnostics.append(.tooMany("rounds of previews", samples, SampleFields.every, recipe)) }
    return files <= limit && samples <= limit
  }
}

/// The hash by which a changed recipe is noticed.
enum RecipeFingerprint {
  /// The hash over everything in the plan that the recipe alone decides; 64 digits.
  static func hash(_ plan: TrainingPlan) -> String {
    var settings = plan
    settings.model.file = nil
    settings.network.parts = []
    settings.epochs = nil
    settings.batchesPerEpoch = nil
    settings.steps = StepCounts(total: 0, perEpoch: nil, warmup: 0)
    settings.buckets = nil
    settings.saves = []
    settings.samples = []
    settings.learningRates = LearningRatePlan(points: [])
    settings.dataset = nil
    settings.memory = nil
    settings.time = nil
    settings.diagnostics = []
    settings.data.forgetCopies()
    settings.fingerprint = Fingerprint(recipe: "", dataset: nil, model: nil)
    if settings.save.ratio != nil { settings.save.every = nil }
    var hash = SHA256()
    // A plan has only finite numbers, so it always encodes.
    if let text = try? JSONValueEncoder.encode(settings) { hash.update(text.serializedBytes()) }
    return hash.finalized()
  }
}

extension DataPlan {
  /// Puts originals in the place of prepared copies: where these lie, and whether they are there, is no setting.
  fileprivate mutating func forgetCopies() {
    for dataset in datasets.indices {
      for folder in datasets[dataset].folders.indices {
        guard let preparation = datasets[dataset].folders[folder].preparation else { continue }
        datasets[dataset].folders[folder].path = preparation.source
        datasets[dataset].folders[folder].conventionParent = nil
        datasets[dataset].folders[folder].preparation = PreparationPlan(
          source: preparation.source, steps: preparation.steps, isReady: true, picturesToMake: 0, captionsToWrite: 0)
      }
    }
  }
}
