package import LoracTensorBoard
package import LoracTrainer

/// What kohya logs for TensorBoard, made of the trainer's events: the same tags at the same steps.
///
/// sd-scripts logs after each micro-batch (train_network.py:1518-1532, 62-128), at the number of optimizer steps done;
/// averages of an epoch and of held-out images stand at the epoch's number (train_network.py:1669-1687, 133).
/// Its moving average after a micro-batch that is not the last of its step is not known here, and left out.
package struct KohyaScalars {
  private var averageLoss: Double?

  /// Before the first event.
  package init() {}

  /// The numbers to log for `event`, in kohya's order.
  package mutating func scalars(of event: TrainingEvent) -> [TensorBoardScalars] {
    switch event {
    case .step(let report): return step(report)
    // kohya computes none before training.
    case .validated(let report): return report.epoch == 0 ? [] : [validation(report)]
    case .epochEnded(let epoch, step: _, let average):
      return [TensorBoardScalars(step: epoch, [.init("loss/epoch_average", average)])]
    default: return []
    }
  }

  private mutating func step(_ report: StepReport) -> [TensorBoardScalars] {
    averageLoss = report.averageLoss
    let earlier = report.losses.dropLast().map { loss in
      TensorBoardScalars(step: report.step - 1, [.init("loss/current", loss)])
    }
    var values = report.losses.suffix(1).map { TensorBoardScalars.Value("loss/current", $0) }
    values.append(.init("loss/average", report.averageLoss))
    for number in report.extras + report.rates { values.append(.init(number.name, number.value)) }
    return earlier + [TensorBoardScalars(step: report.step, values)]
  }

  private func validation(_ report: ValidationReport) -> TensorBoardScalars {
    let kind = report.isAtEpochEnd ? "epoch" : "step"
    var values = [TensorBoardScalars.Value("loss/validation/\(kind)_average", report.averageLoss)]
    if let averageLoss {
      values.append(.init("loss/validation/\(kind)_divergence", report.averageLoss - averageLoss))
    }
    return TensorBoardScalars(step: report.isAtEpochEnd ? report.epoch : report.step, values)
  }
}
