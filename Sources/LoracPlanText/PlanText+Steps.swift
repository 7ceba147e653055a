internal import LoracPlan

extension PlanText {
  /// The step count and how it comes about.
  var stepSection: [String] {
    let steps = plan.steps
    var lines = [total]
    if let perEpoch = steps.perEpoch, let batches = plan.batchesPerEpoch, perEpoch != batches {
      lines.append("\(Numbers.count(batches, "batch", "batches")) per epoch, \(divisor) per step")
    }
    lines += steps.explanation
    if let seed = plan.train.seed {
      lines.append("seed \(seed)")
    } else {
      lines.append("no seed: every run differs")
    }
    lines.append("mixed precision \(plan.train.mixedPrecision)")
    return field("Steps", lines)
  }

  private var total: String {
    let steps = plan.steps
    guard let perEpoch = steps.perEpoch, let epochs = plan.epochs else { return Numbers.grouped(steps.total) }
    let product = perEpoch * epochs
    let text =
      "\(Numbers.grouped(steps.total)) = \(Numbers.count(epochs, "epoch")) × \(Numbers.count(perEpoch, "step"))"
    return product == steps.total
      ? text : text + ", the last epoch cut short by \(Numbers.grouped(product - steps.total))"
  }

  private var divisor: String {
    var factors: [String] = []
    if plan.run.processes > 1 { factors.append("\(plan.run.processes) processes") }
    if plan.train.gradientAccumulation > 1 { factors.append("\(plan.train.gradientAccumulation) accumulated") }
    return factors.joined(separator: " × ")
  }

  /// Optimizer, rates at chosen steps, and a small plot.
  var rateSection: [String] {
    let schedule = plan.schedule
    var facts = [plan.optimizer.type, schedule.type]
    if schedule.type == "cosine_with_restarts" { facts.append(Numbers.count(schedule.cycles ?? 1, "cycle")) }
    if plan.steps.warmup > 0 { facts.append("warm-up \(Numbers.count(plan.steps.warmup, "step"))") }
    var lines = field("Learning rate", [facts.joined(separator: ", ")])
    var table = Table(["step", "", "U-Net", "text encoder"], [.right, .left, .right, .right])
    for point in plan.learningRates.points {
      table.add([
        Numbers.grouped(point.step), point.at.replacing("_", with: " "), point.unet.map(Numbers.rate) ?? "–",
        point.textEncoder.map(Numbers.rate) ?? "–",
      ])
    }
    lines += table.lines(indent: indent)
    if !plan.learningRates.curve.isEmpty { lines.append(indent + plot(plan.learningRates.curve)) }
    return lines
  }

  private func plot(_ values: [Double]) -> String {
    let bars: [Character] = ["▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"]
    let highest = max(values.max() ?? 1, 1e-12)
    return String(values.map { bars[min(7, max(0, Int($0 / highest * 7.999)))] })
  }
}
