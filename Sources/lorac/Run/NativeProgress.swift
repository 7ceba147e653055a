internal import LoracPlanText
internal import LoracTrainer

/// What the progress line of a native run says.
struct NativeProgress {
  private let epochs: Int?
  private var totalSteps = 0
  /// Seconds of a step, smoothed over about ten of them: buckets differ in size.
  private(set) var secondsPerStep: Double?

  /// The progress of a run of `epochs`.
  init(epochs: Int?) { self.epochs = epochs }

  /// What to show for `event` in `width` columns; nil if there is nothing new.
  mutating func line(for event: TrainingEvent, width: Int) -> String? {
    switch event {
    case .preparing(let phase, let done, let total): return Self.preparation(phase, done, total)
    case .started(_, let total, _):
      totalSteps = total
      return nil
    case .step(let report): return step(report, width)
    case .sampling(let prompt, let count, let step, let steps):
      return "preview \(prompt + 1)/\(count)  step \(step)/\(steps)"
    default: return nil
    }
  }

  private static func preparation(_ phase: PreparationPhase, _ done: Int, _ total: Int) -> String {
    let name =
      switch phase {
      case .model: "opening the base model"
      case .random: "drawing kohya's random numbers"
      case .latents: "caching latents"
      case .graphs: "laying out the networks"
      }
    return total > 1 ? "\(name) \(Numbers.grouped(done))/\(Numbers.grouped(total))" : name
  }

  /// Where columns are few, the memory is left out first, then the rate, then the epoch.
  private mutating func step(_ report: StepReport, _ width: Int) -> String {
    let smoothed = secondsPerStep.map { $0 + (report.seconds - $0) / 10 } ?? report.seconds
    secondsPerStep = smoothed
    let epoch = "epoch \(report.epoch)\(epochs.map { "/\($0)" } ?? "")"
    // The U-Net's rate, or the text encoder's where it alone is trained.
    let rate = report.usedRates.last.map { "rate \(Numbers.rate($0.value))" }
    let left = Double(max(0, totalSteps - report.step)) * smoothed
    let memory = Machine.residentBytes.map(Numbers.bytes)
    var line = ""
    for omitted in 0...3 {
      line = [
        "step \(Numbers.grouped(report.step))/\(Numbers.grouped(totalSteps))",
        omitted < 3 ? epoch : nil,
        "loss \(Numbers.fixed(report.loss, 4)), average \(Numbers.fixed(report.averageLoss, 4))",
        omitted < 2 ? rate : nil,
        "\(Numbers.fixed(smoothed, smoothed < 10 ? 2 : 1)) s/step",
        left > 0 ? "\(Numbers.duration(left)) left" : nil,
        omitted < 1 ? memory : nil,
      ].compactMap(\.self).joined(separator: "  ")
      if line.count <= width { break }
    }
    return line
  }
}
