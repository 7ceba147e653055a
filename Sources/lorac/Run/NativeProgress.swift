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

  /// What to show for `event`; nil if there is nothing new.
  mutating func line(for event: TrainingEvent) -> String? {
    switch event {
    case .preparing(let phase, let done, let total): return Self.preparation(phase, done, total)
    case .started(_, let total, _):
      totalSteps = total
      return nil
    case .step(let report): return step(report)
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

  private mutating func step(_ report: StepReport) -> String {
    let smoothed = secondsPerStep.map { $0 + (report.seconds - $0) / 10 } ?? report.seconds
    secondsPerStep = smoothed
    var parts = ["step \(Numbers.grouped(report.step))/\(Numbers.grouped(totalSteps))"]
    parts.append("epoch \(report.epoch)\(epochs.map { "/\($0)" } ?? "")")
    parts.append("loss \(Numbers.fixed(report.loss, 4)), average \(Numbers.fixed(report.averageLoss, 4))")
    // The U-Net's rate, or the text encoder's where it alone is trained.
    if let rate = report.usedRates.last { parts.append("rate \(Numbers.rate(rate.value))") }
    parts.append("\(Numbers.fixed(smoothed, smoothed < 10 ? 2 : 1)) s/step")
    let left = Double(max(0, totalSteps - report.step)) * smoothed
    if left > 0 { parts.append("\(Numbers.duration(left)) left") }
    if let bytes = Machine.residentBytes { parts.append(Numbers.bytes(bytes)) }
    return parts.joined(separator: "  ")
  }
}
