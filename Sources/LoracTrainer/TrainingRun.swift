import Dispatch
import LoracArchitectures
import LoracBatches
import LoracGraph
import LoracNetworks
import LoracOptimizers
import LoracPlan
import LoracRandom
import LoracTensor
import LoracWeights

/// A run that is prepared: the loop over epochs and batches (sd-scripts train_network.py:1390-1740).
struct TrainingRun {
  let plan: TrainingPlan
  let options: TrainerOptions
  let model: BaseModelWeights
  let schedule: LearningRateSchedule
  let microBatch: MicroBatch
  let groups: ParameterGroups
  /// Nil if no pictures are asked for.
  let previews: Previews?
  var batches: RunBatches
  var adapters: AdapterState
  var gradients: [Float]
  var optimizer: any Optimizer
  var random: RunRandom
  var progress: TrainingState.Progress
  /// The newest state on disk.
  var lastState: String?

  /// Trains to the end, or until the caller asks to stop.
  mutating func train(
    observe: (TrainingEvent) -> Void, shouldStop: () -> Bool
  ) throws(TrainerError) -> Trainer.Outcome {
    let total = plan.steps.total
    observe(.started(step: progress.step, totalSteps: total, parameters: adapters.parameters.count))
    if progress.epoch == 0 { try validateBeforeTraining(observe) }
    let epochs = plan.epochs ?? 1
    // Those before training, or those at which a run was stopped.
    if try preview(observe: observe, shouldStop: shouldStop), progress.step < total { return try stop(observe) }
    while progress.epoch < epochs || !progress.isEpochDone {
      if progress.isEpochDone {
        batches.training.beginEpoch(&random)
        progress.epoch += 1
        progress.isEpochDone = false
      }
      observe(.epochBegan(progress.epoch))
      if try trainEpoch(observe: observe, shouldStop: shouldStop) { return try stop(observe) }
      try endEpoch(observe)
      if try preview(observe: observe, shouldStop: shouldStop), progress.step < total { return try stop(observe) }
      if shouldStop(), progress.step < total { return try stop(observe) }
    }
    try save(plan.saves.filter { $0.kind == .last }, observe)
    observe(.ended(step: progress.step, isFinished: true))
    return .finished
  }

  private mutating func stop(_ observe: (TrainingEvent) -> Void) throws(TrainerError) -> Trainer.Outcome {
    let state = try saveState(observe)
    observe(.ended(step: progress.step, isFinished: false))
    return .stopped(state: state)
  }

  /// Trains the batches that are left of an epoch; true if the caller asked to stop inside it.
  private mutating func trainEpoch(
    observe: (TrainingEvent) -> Void, shouldStop: () -> Bool
  ) throws(TrainerError) -> Bool {
    var losses: [Double] = []
    var withGradient: Set<String> = []
    var started = DispatchTime.now()
    while progress.step < plan.steps.total,
      let batch = batches.training.next(&random, completedSteps: progress.step)
    {
      let result = try train(batch)
      losses.append(result.loss)
      withGradient.formUnion(result.modules)
      let updates = losses.count == plan.train.gradientAccumulation || batch.isLast
      guard losses.allSatisfy(\.isFinite) else {
        throw .lossNotANumber(step: progress.step + 1, losses: losses, lastState: lastState)
      }
      var report = StepReport(
        step: progress.step + 1, epoch: progress.epoch, losses: losses, averageLoss: 0, seconds: 0)
      if updates { update(&report, withGradient: withGradient) }
      scaleNorms(&report)
      // Loss averages are kept by place in the epoch, epochs counted from 0.
      progress.losses.add(epoch: progress.epoch - 1, step: batch.index, loss: result.loss)
      guard updates else { continue }
      progress.step += 1
      report.averageLoss = progress.losses.average
      report.seconds = Double(DispatchTime.now().uptimeNanoseconds - started.uptimeNanoseconds) / 1e9
      observe(.step(report))
      if try endStep(observe, shouldStop) { return true }
      (losses, withGradient, started) = ([], [], DispatchTime.now())
      if shouldStop(), !batch.isLast, progress.step < plan.steps.total { return true }
    }
    return false
  }

  /// Adds the gradients of one batch; gives its loss and the modules that have a gradient.
  private mutating func train(_ batch: TrainingBatch) throws(TrainerError) -> (loss: Double, modules: Set<String>) {
    let scale = 1 / Float(plan.train.gradientAccumulation)
    let microBatch = microBatch
    // The generators are handed over, so that the arrays can be lent at the same time.
    var generators = random
    let result = try Self.lend(&adapters.parameters, &gradients) { parameters, gradients throws(TrainerError) in
      try microBatch.train(batch, parameters: parameters, gradients: gradients, scale: scale, &generators)
    }
    random = generators
    return (result.loss, result.modulesWithGradient)
  }

  private static func lend<Result>(
    _ parameters: inout [Float], _ gradients: inout [Float],
    _ body: (FloatRegion, FloatRegion) throws(TrainerError) -> Result
  ) throws(TrainerError) -> Result {
    try parameters.withRegion { parameters throws(TrainerError) in
      try gradients.withRegion { gradients throws(TrainerError) in try body(parameters, gradients) }
    }
  }

  /// One optimizer step.
  private mutating func update(_ report: inout StepReport, withGradient: Set<String>) {
    let rates = rates(ofStep: progress.step + 1)
    let missing = Set(adapters.layout.entries.map(\.module.name)).subtracting(withGradient)
    report.gradientNorm = Self.step(
      &optimizer, parameters: &adapters.parameters, gradients: &gradients, rates, missing: groups.places(of: missing),
      clipping: groups.all, toNorm: plan.optimizer.maxGradNorm)
    groups.clear(&gradients)
    report.usedRates = zip(groups.layout.groups, rates).map { StepReport.Rate($0.name, $1) }
    report.rates = optimizer.learningRateLog(
      self.rates(ofStep: progress.step + 2), trainsUNetOnly: plan.network.train == .unet
    ).map { StepReport.Rate($0.tag, $0.value) }
  }

  /// Clips and moves; gives the norm before clipping, nil if `largest` is 0, which does not clip.
  private static func step(
    _ optimizer: inout any Optimizer, parameters: inout [Float], gradients: inout [Float], _ rates: [Double],
    missing: Set<Int>, clipping layout: ParameterLayout, toNorm largest: Double
  ) -> Double? {
    var gradients = gradients.mutableSpan
    let norm = largest == 0 ? nil : Double(GradientClipping.clip(&gradients, layout, toNorm: largest))
    var parameters = parameters.mutableSpan
    optimizer.step(parameters: &parameters, gradients: &gradients, learningRates: rates, missing: missing)
    return norm
  }

  private func rates(ofStep step: Int) -> [Double] {
    let multiplier = schedule.multiplier(step)
    return groups.layout.groups.map { $0.learningRate * multiplier }
  }

  private mutating func scaleNorms(_ report: inout StepReport) {
    guard let bound = plan.network.scaleWeightNorms, bound != 0 else { return }
    let matrices = groups.matrices
    var parameters = adapters.parameters.mutableSpan
    let outcome = WeightNormScaling.apply(&parameters, matrices, bound: bound)
    report.extras = [
      .init("max_norm/keys_scaled", Double(outcome.scaledCount)), .init("max_norm/max_key_norm", outcome.largest),
      .init("norm/avg_key_norm", outcome.mean),
    ]
  }

  /// What kohya does after an optimizer step, with validation first, so that a state saved then knows its result.
  ///
  /// True if the caller asked to stop while previews were made and there is more to train.
  private mutating func endStep(
    _ observe: (TrainingEvent) -> Void, _ shouldStop: () -> Bool
  ) throws(TrainerError) -> Bool {
    if case .steps(let count)? = plan.validation?.every, progress.step % count == 0 {
      try validate(isAtEpochEnd: false, observe)
    }
    let isStopped = try preview(observe: observe, shouldStop: shouldStop) && progress.step < plan.steps.total
    try save(plan.saves.filter { $0.kind == .step && $0.step == progress.step }, observe)
    return isStopped
  }

  /// What kohya does after an epoch: validates, then saves by epochs.
  private mutating func endEpoch(_ observe: (TrainingEvent) -> Void) throws(TrainerError) {
    var validates = plan.validation != nil
    if case .epochs(let count)? = plan.validation?.every { validates = progress.epoch % count == 0 }
    if validates { try validate(isAtEpochEnd: true, observe) }
    observe(.epochEnded(progress.epoch, step: progress.step, averageLoss: progress.losses.average))
    // A state saved from here on goes on with the next epoch.
    progress.isEpochDone = true
    try save(plan.saves.filter { $0.kind == .epoch && $0.epoch == progress.epoch }, observe)
  }
}
