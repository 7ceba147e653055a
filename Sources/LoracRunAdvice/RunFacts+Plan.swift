package import LoracAdvice
package import LoracPlan
internal import LoracYAML

extension RunFacts {
  /// What proposals need of a plan, and of the text of the recipe it was made from.
  package init(_ plan: TrainingPlan, recipe: String? = nil) {
    self.init(totalSteps: plan.steps.total)
    stepsPerEpoch = plan.steps.perEpoch
    (epochs, steps) = (plan.train.epochs, plan.train.steps)
    warmupSteps = plan.steps.warmup
    acceptsWarmup = plan.schedule.type != "constant"
    optimizer = plan.optimizer.type
    findsRateItself = optimizer.lowercased().hasPrefix("dadapt") || optimizer.lowercased() == "prodigy"
    (rateKey, rate) = Self.rate(plan)
    maxGradNorm = plan.optimizer.maxGradNorm
    (rank, alpha, scaleWeightNorms) = (plan.network.rank, plan.network.alpha, plan.network.scaleWeightNorms)
    let sizes = Set(plan.data.datasets.map(\.batchSize))
    batchSize = sizes.count == 1 ? sizes.first : nil
    zeroLoss = ZeroPrediction.loss(of: plan)
    mixedPrecision = plan.train.mixedPrecision
    hasRegularization = (plan.dataset?.regularizationImages ?? 0) > 0
    validationSplit = plan.validation.map(\.split)
    if let dataset = plan.dataset { count(dataset) }
    if let sample = plan.sample {
      previews = PlannedPreviews(
        prompts: sample.prompts.count, atStart: sample.atStart, areSeeded: sample.prompts.allSatisfy { $0.seed != nil })
    }
    if let recipe { blocks = Set(RunRecipe.entries(in: Array(recipe.utf8)).map(\.key)) }
  }

  /// The key of the rate that moves the U-Net, or the text encoder where it alone is trained, and the rate.
  private static func rate(_ plan: TrainingPlan) -> (String, Double?) {
    let optimizer = plan.optimizer
    if plan.network.train == .textEncoder {
      if let rate = optimizer.textEncoderLearningRate { return ("optimizer.text_encoder_lr", rate) }
    } else if let rate = optimizer.unetLearningRate {
      return ("optimizer.unet_lr", rate)
    }
    return ("optimizer.learning_rate", optimizer.learningRate)
  }

  /// Captions that are longer are no example, in bytes.
  private static let longestPrompt = 120

  private mutating func count(_ dataset: DatasetPlan) {
    let all = dataset.folders.filter { !$0.isRegularization }.flatMap { Array($0.images) }
    images = all.count
    prompt = all.lazy.map(\.caption).first { !$0.isEmpty && $0.utf8.count <= Self.longestPrompt }
    guard validationSplit != nil else { return }
    heldOutImages = all.count { $0.isHeldOut }
    trainedHeldOutImages = all.count { $0.isHeldOut && $0.repeats > 0 }
  }
}
