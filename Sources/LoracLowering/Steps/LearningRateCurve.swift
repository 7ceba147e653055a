internal import Glibc
internal import LoracPlan

/// The factor that a schedule puts on every group's rate (transformers 4.54.1 optimization.py, sd-scripts
/// train_util.py:5262-5406), in the same order of floating-point operations.
struct LearningRateCurve {
  private enum Shape {
    case constant
    case constantWithWarmup
    case linear
    case cosine(cycles: Double)
    case cosineWithRestarts(cycles: Int)
    case polynomial(power: Double, rate: Double)
    case inverseSquareRoot(timescale: Int)
    case cosineWithMinimum(cycles: Double, minimum: Double)
    case warmupStableDecay(cycles: Double, minimum: Double, decay: Int)
  }

  private let shape: Shape
  /// Scheduler steps of the whole run: kohya's `max_train_steps * num_processes`.
  private let total: Int
  /// Scheduler steps of warm-up.
  private let warmup: Int
  /// Scheduler steps per optimizer step: accelerate makes one for each process.
  private let stride: Int

  /// Optimizer steps whose rate still rises.
  var warmupSteps: Int { warmup.dividedUp(by: stride) }

  /// The optimizer steps that a warm-up takes, whatever the schedule makes of it.
  ///
  /// A part of all steps becomes `int(part * total)` scheduler steps; a number of steps is not multiplied by the
  /// processes, so several processes finish it earlier.
  static func warmupSteps(_ warmup: Warmup, _ length: RunLength) -> Int {
    schedulerSteps(warmup, length.total.times(length.processes)).dividedUp(by: length.processes)
  }

  private static func schedulerSteps(_ warmup: Warmup, _ total: Int) -> Int {
    switch warmup {
    case .steps(let steps): steps
    case .fraction(let part): Int(part * Double(min(total, RunLength.limit)))
    }
  }

  /// The curve of a schedule; nil where the rate depends on more than the step, or kohya refuses the schedule.
  ///
  /// The 2023 sd-scripts counted `gradientAccumulation` times as many scheduler steps.
  init?(_ schedule: SchedulePlan, _ optimizer: OptimizerPlan, _ length: RunLength, isOldTarget: Bool = false) {
    stride = length.processes
    total = min(
      length.total.times(length.processes).times(isOldTarget ? length.accumulation : 1), RunLength.limit)
    warmup = Self.schedulerSteps(schedule.warmup, total)
    let type = optimizer.type.lowercased()
    if type.hasSuffix("schedulefree") {
      shape = .constant
      return
    }
    if type == "adafactor", optimizer.usesRelativeSteps { return nil }
    guard schedule.args.isEmpty,
      let shape = Self.shape(schedule, baseRate: optimizer.learningRate ?? KohyaDefaults.learningRate, total, warmup)
    else { return nil }
    self.shape = shape
  }

  private static func shape(_ schedule: SchedulePlan, baseRate: Double, _ total: Int, _ warmup: Int) -> Shape? {
    let cycles = schedule.cycles ?? 1
    switch schedule.type {
    case "constant": return warmup == 0 ? .constant : nil
    case "constant_with_warmup": return .constantWithWarmup
    case "linear": return .linear
    case "cosine": return .cosine(cycles: 0.5)
    case "cosine_with_restarts": return .cosineWithRestarts(cycles: cycles)
    case "polynomial": return baseRate > 1e-7 ? .polynomial(power: schedule.power ?? 1, rate: baseRate) : nil
    case "inverse_sqrt":
      return .inverseSquareRoot(timescale: schedule.timescale ?? (warmup == 0 ? 10_000 : warmup))
    case "cosine_with_min_lr":
      return schedule.minimumRatio.map { .cosineWithMinimum(cycles: Double(cycles) / 2, minimum: $0) }
    case "warmup_stable_decay":
      return .warmupStableDecay(
        cycles: Double(cycles) / 2, minimum: schedule.minimumRatio ?? 0,
        decay: schedule.decay.map { schedulerSteps($0, total) } ?? 0)
    default: return nil
    }
  }

  /// The factor for an optimizer step, counted from 1.
  func multiplier(_ optimizerStep: Int) -> Double {
    let step = min((optimizerStep - 1).times(stride), RunLength.limit)
    if case .constant = shape { return 1 }
    if step < warmup { return rising(Double(step) / Double(max(1, warmup))) }
    let progress = Double(step - warmup) / Double(max(1, total - warmup))
    switch shape {
    case .constant, .constantWithWarmup: return 1
    case .linear: return max(0, Double(total - step) / Double(max(1, total - warmup)))
    case .cosine(let cycles): return max(0, 0.5 * (1 + cos(Double.pi * cycles * 2 * progress)))
    case .cosineWithRestarts(let cycles):
      if progress >= 1 { return 0 }
      return max(0, 0.5 * (1 + cos(Double.pi * fmod(Double(cycles) * progress, 1))))
    case .polynomial(let power, let rate):
      let end = 1e-7
      if step > total { return end / rate }
      return ((rate - end) * pow(1 - Double(step - warmup) / Double(total - warmup), power) + end) / rate
    case .inverseSquareRoot(let timescale):
      return 1 / (Double(step + timescale - warmup) / Double(timescale)).squareRoot()
    case .cosineWithMinimum(let cycles, let minimum):
      let factor = 0.5 * (1 + cos(Double.pi * cycles * 2 * progress))
      return max(0, factor * (1 - minimum) + minimum)
    case .warmupStableDecay(let cycles, let minimum, let decay):
      if step < total - decay { return 1 }
      guard step < max(total, warmup + decay) else { return minimum }
      let part = Double(step - (total - decay)) / Double(max(1, decay))
      return max(0, 0.5 * (1 + cos(Double.pi * cycles * 2 * part)) * (1 - minimum) + minimum)
    }
  }

  private func rising(_ progress: Double) -> Double {
    guard case .warmupStableDecay(_, let minimum, _) = shape else { return progress }
    return max(0, progress * (1 - minimum) + minimum)
  }
}

/// kohya's own defaults where lorac leaves a value out.
enum KohyaDefaults {
  /// `--learning_rate`.
  static let learningRate = 2e-6
}

extension OptimizerPlan {
  /// Whether Adafactor chooses the rate itself, as it does unless `relative_step` is off.
  var usesRelativeSteps: Bool { !args.contains { $0.name == "relative_step" && $0.value == "False" } }
}

extension LearningRatePlan {
  /// The rates at the start, where warm-up ends, at the quarters and at the end.
  ///
  /// A group whose rate is 0 is not trained at all (sd-scripts networks/lora.py:1175-1193).
  init(_ curve: LearningRateCurve?, _ optimizer: OptimizerPlan, _ target: NetworkPlan.Target, _ length: RunLength) {
    guard let curve else {
      self.init(points: [])
      return
    }
    let total = length.total
    var places = [(1, "start")]
    if curve.warmupSteps > 0, curve.warmupSteps < total { places.append((curve.warmupSteps + 1, "warmup_end")) }
    places += [
      (total.dividedUp(by: 4), "quarter"), (total.dividedUp(by: 2), "half"),
      (total - total / 4, "three_quarters"), (total, "end"),
    ]
    let general = optimizer.learningRate ?? KohyaDefaults.learningRate
    let unet = target == .textEncoder ? 0 : optimizer.unetLearningRate ?? general
    let textEncoder = target == .unet ? 0 : optimizer.textEncoderLearningRate ?? general
    let sorted = places.enumerated().sorted { ($0.element.0, $0.offset) < ($1.element.0, $1.offset) }
    self.init(
      points: sorted.map { _, place in
        let multiplier = curve.multiplier(place.0)
        return LearningRatePoint(
          step: place.0, at: place.1, multiplier: multiplier, unet: unet == 0 ? nil : unet * multiplier,
          textEncoder: textEncoder == 0 ? nil : textEncoder * multiplier)
      }, curve: Self.samples(curve, total))
  }

  /// The multiplier at up to 64 evenly spaced steps.
  private static func samples(_ curve: LearningRateCurve, _ total: Int) -> [Double] {
    let count = min(total, 64)
    guard count > 1 else { return [curve.multiplier(1)] }
    return (0..<count).map { curve.multiplier(1 + Int(Double($0) * Double(total - 1) / Double(count - 1))) }
  }
}
