internal import Glibc

/// The factor that a schedule puts on every group's rate (transformers 4.54.1 optimization.py, diffusers optimization.py,
/// sd-scripts train_util.py:5262-5406), in the same order of floating-point operations.
package struct LearningRateSchedule: Sendable {
  private let shape: Shape
  /// Scheduler steps of the whole run: kohya's `max_train_steps * num_processes`.
  private let total: Int
  /// Scheduler steps of warm-up.
  private let warmup: Int
  /// Scheduler steps per optimizer step: accelerate makes one for each process.
  private let stride: Int

  /// The most steps that are told apart, so that nothing overflows.
  fileprivate static let limit = 1 << 53

  /// Optimizer steps whose rate still rises.
  package var warmupSteps: Int { (warmup + stride - 1) / stride }

  /// A rate that stays as it is, as with schedule-free optimizers and with Adafactor's own rates.
  package static let constant = LearningRateSchedule(shape: .constant, total: 1, warmup: 0, stride: 1)

  private init(shape: Shape, total: Int, warmup: Int, stride: Int) {
    self.shape = shape
    self.total = total
    self.warmup = warmup
    self.stride = stride
  }

  /// The schedule for a run.
  ///
  /// - Parameters:
  ///   - settings: kohya's settings.
  ///   - schedulerSteps: kohya's `max_train_steps * num_processes`.
  ///   - processes: how many scheduler steps accelerate makes for each optimizer step.
  /// - Throws: what kohya would stop at, or what is not supported.
  package init(
    _ settings: LearningRateSettings, schedulerSteps: Int, processes: Int = 1
  ) throws(LearningRateProblem) {
    total = min(schedulerSteps, Self.limit)
    warmup = min(settings.warmup.steps(of: total), Self.limit)
    stride = max(processes, 1)
    shape = try Shape(settings, total: total, warmup: warmup)
  }

  /// The factor for an optimizer step, counted from 1.
  package func multiplier(_ optimizerStep: Int) -> Double {
    let (product, overflows) = (optimizerStep - 1).multipliedReportingOverflow(by: stride)
    let step = overflows ? Self.limit : min(product, Self.limit)
    switch shape {
    case .constant: return 1
    case .piecewise(let rules, let last): return rules.first { step < $0.end }?.factor ?? last
    default: break
    }
    if step < warmup { return rising(Double(step) / Double(max(1, warmup))) }
    let progress = Double(step - warmup) / Double(max(1, total - warmup))
    switch shape {
    case .constant, .constantWithWarmup, .piecewise: return 1
    case .linear: return max(0, Double(total - step) / Double(max(1, total - warmup)))
    case .cosine(let cycles): return max(0, 0.5 * (1 + cos(Double.pi * cycles * 2 * progress)))
    case .cosineWithRestarts(let cycles):
      if progress >= 1 { return 0 }
      return max(0, 0.5 * (1 + cos(Double.pi * fmod(Double(cycles) * progress, 1))))
    case .polynomial(let power, let rate):
      let end = 1e-7
      if step > total { return end / rate }
      return ((rate - end) * pow(1 - progress, power) + end) / rate
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

extension LearningRateSchedule {
  fileprivate struct Rule: Sendable {
    let end: Int
    let factor: Double
  }

  fileprivate enum Shape: Sendable {
    case constant
    case constantWithWarmup
    case linear
    case cosine(cycles: Double)
    case cosineWithRestarts(cycles: Int)
    case polynomial(power: Double, rate: Double)
    case inverseSquareRoot(timescale: Int)
    case cosineWithMinimum(cycles: Double, minimum: Double)
    case warmupStableDecay(cycles: Double, minimum: Double, decay: Int)
    case piecewise([Rule], last: Double)
  }

  /// The schedules that are supported, as kohya writes them.
  package static let names = [
    "constant", "constant_with_warmup", "cosine", "cosine_with_min_lr", "cosine_with_restarts", "inverse_sqrt",
    "linear", "piecewise_constant", "polynomial", "warmup_stable_decay",
  ]
}

extension LearningRateSchedule.Shape {
  fileprivate init(
    _ settings: LearningRateSettings, total: Int, warmup: Int
  ) throws(LearningRateProblem) {
    let cycles = settings.cycles
    switch settings.type {
    case "constant":
      guard warmup == 0 else { throw .needlessWarmup(settings.type) }
      self = .constant
    case "constant_with_warmup": self = .constantWithWarmup
    case "linear": self = .linear
    case "cosine": self = .cosine(cycles: 0.5)
    case "cosine_with_restarts": self = .cosineWithRestarts(cycles: cycles)
    case "polynomial":
      guard settings.baseRate > 1e-7 else { throw .rateTooSmall(settings.baseRate) }
      self = .polynomial(power: settings.power, rate: settings.baseRate)
    case "inverse_sqrt":
      let timescale = settings.timescale ?? (warmup == 0 ? 10_000 : warmup)
      self = .inverseSquareRoot(timescale: min(timescale, LearningRateSchedule.limit))
    case "cosine_with_min_lr":
      guard let minimum = settings.minimumRatio else { throw .missingMinimumRatio }
      self = .cosineWithMinimum(cycles: Double(cycles) / 2, minimum: minimum)
    case "warmup_stable_decay":
      self = .warmupStableDecay(
        cycles: Double(cycles) / 2, minimum: settings.minimumRatio ?? 0,
        decay: min(settings.decay.steps(of: total), LearningRateSchedule.limit))
    case "piecewise_constant":
      guard let text = settings.stepRules, let shape = Self.piecewise(text) else {
        throw .stepRules(settings.stepRules)
      }
      self = shape
    default: throw .unknownSchedule(settings.type, supported: LearningRateSchedule.names)
    }
  }

  /// Rules like `1:10,0.1:20,0.01`: factor 1 up to step 10, 0.1 up to step 20, 0.01 from there on.
  private static func piecewise(_ text: String) -> Self? {
    let parts = text.filter { $0 != " " }.split(separator: ",", omittingEmptySubsequences: false)
    guard let last = parts.last.flatMap({ Double($0) }) else { return nil }
    var factors: [Int: Double] = [:]
    for part in parts.dropLast() {
      let pair = part.split(separator: ":", omittingEmptySubsequences: false)
      guard pair.count == 2, let factor = Double(pair[0]), let end = Int(pair[1]) else { return nil }
      factors[end] = factor
    }
    let rules = factors.sorted { $0.key < $1.key }.map { LearningRateSchedule.Rule(end: $0.key, factor: $0.value) }
    return .piecewise(rules, last: last)
  }
}
