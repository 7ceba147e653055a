/// The changes of a recipe that findings choose from, each nil where the recipe cannot or need not make it.
struct Changes {
  private let facts: RunFacts

  /// Changes of the recipe that was planned as `facts`.
  init(_ facts: RunFacts) { self.facts = facts }

  /// The learning rate multiplied by `factor`, rounded to 1, 2, 3, 5 or 7 times a power of ten.
  func rate(times factor: Double, _ reason: String) -> Proposal? {
    guard let rate = facts.rate, rate > 0, !facts.findsRateItself else { return nil }
    return Proposal(
      facts.rateKey, from: NumberText.rate(rate), to: NumberText.rate(RoundRate.nearest(to: rate * factor)),
      reason: reason)
  }

  /// A smaller factor on the rate that Prodigy finds.
  func smallerEstimate(_ reason: String) -> Proposal? {
    guard facts.optimizer == "Prodigy" else { return nil }
    return Proposal("optimizer.args.d_coef", from: nil, to: "0.5", reason: reason)
  }

  /// The run's length multiplied by `factor`.
  func length(times factor: Double, _ reason: String) -> Proposal? {
    if let epochs = facts.epochs {
      return length("train.epochs", epochs, Int((Double(epochs) * factor).rounded()), reason)
    }
    guard let steps = facts.steps else { return nil }
    return length("train.steps", steps, Int((Double(steps) * factor).rounded()), reason)
  }

  /// The run ended after `step`, at the end of the epoch that holds it.
  func end(after step: Int, _ reason: String) -> Proposal? {
    if let epochs = facts.epochs {
      guard let perEpoch = facts.stepsPerEpoch, perEpoch > 0 else { return nil }
      return length("train.epochs", epochs, (step + perEpoch - 1) / perEpoch, reason)
    }
    guard let steps = facts.steps else { return nil }
    return length("train.steps", steps, step, reason)
  }

  private func length(_ key: String, _ old: Int, _ new: Int, _ reason: String) -> Proposal? {
    guard new > 0, new != old else { return nil }
    return Proposal(key, from: "\(old)", to: "\(new)", reason: reason)
  }

  /// Half the rank, from 8 on.
  func halfRank(_ reason: String) -> Proposal? {
    guard facts.rank >= 8 else { return nil }
    return Proposal("network.rank", from: "\(facts.rank)", to: "\(facts.rank / 2)", reason: reason)
  }

  /// Twice the rank, up to 128.
  func doubleRank(_ reason: String) -> Proposal? {
    guard facts.rank <= 64 else { return nil }
    return Proposal("network.rank", from: "\(facts.rank)", to: "\(facts.rank * 2)", reason: reason)
  }

  /// Half of alpha, which scales every update by alpha / rank.
  func halfAlpha(_ reason: String) -> Proposal? {
    guard facts.alpha >= 2 else { return nil }
    return Proposal(
      "network.alpha", from: NumberText.plain(facts.alpha), to: NumberText.plain((facts.alpha / 2).rounded()),
      reason: reason)
  }

  /// An alpha as large as the rank.
  func fullAlpha(_ reason: String) -> Proposal? {
    guard facts.alpha > 0, facts.alpha < Double(facts.rank) else { return nil }
    return Proposal("network.alpha", from: NumberText.plain(facts.alpha), to: "\(facts.rank)", reason: reason)
  }

  /// A bound on each adapter's norm.
  func boundNorms(_ reason: String) -> Proposal? {
    guard facts.scaleWeightNorms == nil else { return nil }
    return Proposal("network.scale_weight_norms", from: nil, to: "1", reason: reason)
  }

  /// Warm-up, where there is none.
  func warmup(_ reason: String) -> Proposal? {
    guard facts.warmupSteps == 0, facts.acceptsWarmup else { return nil }
    return Proposal("schedule.warmup", from: "0", to: "5%", reason: reason)
  }

  /// Clipping of gradients, where there is none.
  func clipping(_ reason: String) -> Proposal? {
    guard facts.maxGradNorm == 0 else { return nil }
    return Proposal("optimizer.max_grad_norm", from: "0", to: "1", reason: reason)
  }

  /// Twice the batch.
  func doubleBatch(_ reason: String) -> Proposal? {
    guard let size = facts.batchSize, let images = facts.images, size * 2 <= images / 2 else { return nil }
    return Proposal("dataset.batch_size", from: "\(size)", to: "\(size * 2)", reason: reason)
  }

  /// bfloat16, whose range is that of float32.
  func widePrecision(_ reason: String) -> Proposal? {
    guard facts.mixedPrecision == "fp16" else { return nil }
    return Proposal("train.mixed_precision", from: "fp16", to: "bf16", reason: reason)
  }
}

/// Learning rates as people choose them.
enum RoundRate {
  private static let digits = [1.0, 2, 3, 5, 7, 10]

  /// The nearest of 1, 2, 3, 5 and 7 times a power of ten, on a logarithmic scale.
  static func nearest(to rate: Double) -> Double {
    guard rate > 0, rate.isFinite else { return rate }
    var power = 0
    var digit = rate
    while digit >= 10 { (digit, power) = (digit / 10, power + 1) }
    while digit < 1 { (digit, power) = (digit * 10, power - 1) }
    let near = digits.min { max($0 / digit, digit / $0) < max($1 / digit, digit / $1) } ?? digit
    // Division keeps decimal numbers exact where multiplication by 1e-5 would not.
    return power < 0 ? near / Self.power(-power) : near * Self.power(power)
  }

  private static func power(_ exponent: Int) -> Double { (0..<exponent).reduce(1.0) { power, _ in power * 10 } }
}
