internal import LoracOptimizers
internal import LoracPlan
internal import LoracPlanSettings

extension LearningRateSchedule {
  /// The optimizer steps that a warm-up takes, whatever the schedule makes of it.
  ///
  /// A part of all steps becomes `int(part * total)` scheduler steps; a number of steps is not multiplied by the
  /// processes, so several processes finish it earlier.
  static func warmupSteps(_ warmup: Warmup, _ length: RunLength) -> Int {
    RunPortion(warmup).steps(of: min(length.total.times(length.processes), RunLength.limit))
      .dividedUp(by: length.processes)
  }

  /// The curve of a schedule; nil where the rate depends on more than the step, or kohya refuses the schedule.
  ///
  /// The 2023 sd-scripts counted `gradientAccumulation` times as many scheduler steps.
  init?(_ schedule: SchedulePlan, _ optimizer: OptimizerPlan, _ length: RunLength, isOldTarget: Bool = false) {
    let type = optimizer.type.lowercased()
    if type.hasSuffix("schedulefree") {
      self = .constant
      return
    }
    if type == "adafactor", optimizer.usesRelativeSteps { return nil }
    guard let settings = try? LearningRateSettings(schedule, baseRate: optimizer.baseLearningRate) else { return nil }
    let total = length.total.times(length.processes).times(isOldTarget ? length.accumulation : 1)
    guard let schedule = try? Self(settings, schedulerSteps: total, processes: length.processes) else { return nil }
    self = schedule
  }
}

extension OptimizerPlan {
  /// Whether Adafactor chooses the rate itself, as it does unless `relative_step` is off.
  var usesRelativeSteps: Bool { !args.contains { $0.name == "relative_step" && $0.value == "False" } }
}

extension LearningRatePlan {
  /// The rates at the start, where warm-up ends, at the quarters and at the end.
  ///
  /// A group whose rate is 0 is not trained at all (sd-scripts networks/lora.py:1175-1193).
  init(_ curve: LearningRateSchedule?, _ optimizer: OptimizerPlan, _ target: NetworkPlan.Target, _ length: RunLength) {
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
    let unet = target == .textEncoder ? 0 : optimizer.unetRate
    let textEncoder = target == .unet ? 0 : optimizer.textEncoderRate
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
  private static func samples(_ curve: LearningRateSchedule, _ total: Int) -> [Double] {
    let count = min(total, 64)
    guard count > 1 else { return [curve.multiplier(1)] }
    return (0..<count).map { curve.multiplier(1 + Int(Double($0) * Double(total - 1) / Double(count - 1))) }
  }
}
