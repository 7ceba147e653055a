internal import LoracFiles
internal import LoracJSON
package import LoracTrainer

extension EventLog {
  private typealias Member = JSONValue.Member

  /// Writes the line of what the native trainer told.
  package func note(_ event: TrainingEvent) {
    switch event {
    case .preparing(let phase, let done, let total): notePreparation(phase, done, total)
    case .started(let step, let totalSteps, let parameters):
      resume(after: step)
      write(
        "start",
        [
          Member("backend", "native"), Member("step", .integer(step)), Member("total", .integer(totalSteps)),
          Member("parameters", .integer(parameters)),
        ])
    case .epochBegan(let epoch):
      // A run that goes on inside an epoch has logged its begin already.
      guard position.epoch != epoch else { return }
      position.epoch = epoch
      write("epoch", [Member("epoch", .integer(epoch)), Member("step", .integer(position.step))])
    case .step(let report):
      position.step = report.step
      write("step", Self.members(report))
    case .epochEnded(let epoch, let step, let average):
      write(
        "epoch_end",
        [
          Member("epoch", .integer(epoch)), Member("step", .integer(step)), Member("average_loss", .finite(average)),
        ])
    case .validated(let report): write("validation", Self.members(report))
    case .saved(let path, let step, let epoch, let bytes):
      write(
        "save",
        [
          Member("file", .string(path)), Member("step", .integer(step)), Member("epoch", .integer(epoch)),
          Member("bytes", .integer(bytes)),
        ])
    // Of use only while it goes on.
    case .sampling: break
    case .sampled(let path, let step, let epoch, let prompt, let seed):
      write(
        "sample",
        [
          Member("file", .string("samples/" + FilePaths.name(of: path))), Member("step", .integer(step)),
          epoch.map { Member("epoch", .integer($0)) }, Member("prompt", .integer(prompt)),
          Member("seed", .integer(seed)),
        ].compactMap { $0 })
    case .removed(let path): write("remove", [Member("file", .string(path)), Member("step", .integer(position.step))])
    case .stateSaved(let path, let step):
      write("state", [Member("file", .string(path)), Member("step", .integer(step))])
    case .ended(let step, let isFinished):
      write(isFinished ? Self.finished : "stopped", [Member("step", .integer(step))])
    }
  }

  /// The last event of a run that did all that was planned.
  package static let finished = "finished"

  /// Begin and end of a phase; what lies between is of no use later, and a line for each image would be long.
  private func notePreparation(_ phase: PreparationPhase, _ done: Int, _ total: Int) {
    guard done == 0 || done == total else { return }
    write(
      "prepare",
      [Member("phase", .string(phase.rawValue)), Member("done", .integer(done)), Member("total", .integer(total))])
  }

  private static func members(_ report: StepReport) -> [JSONValue.Member] {
    func object(_ rates: [StepReport.Rate]) -> JSONValue {
      .object(rates.map { Member($0.name, .finite($0.value)) })
    }
    var members = [
      Member("step", .integer(report.step)), Member("epoch", .integer(report.epoch)),
      Member("losses", .array(report.losses.map(JSONValue.finite))), Member("loss", .finite(report.loss)),
      Member("average_loss", .finite(report.averageLoss)), Member("lr", object(report.usedRates)),
      Member("seconds", .finite((report.seconds * 1e6).rounded() / 1e6)),
    ]
    if let norm = report.gradientNorm { members.append(Member("gradient_norm", .finite(norm))) }
    for extra in report.extras { members.append(Member(extra.name, .finite(extra.value))) }
    return members
  }

  private static func members(_ report: ValidationReport) -> [JSONValue.Member] {
    [
      Member("step", .integer(report.step)), Member("epoch", .integer(report.epoch)),
      Member("loss", .finite(report.loss)), Member("average_loss", .finite(report.averageLoss)),
      Member("at_epoch_end", .boolean(report.isAtEpochEnd)),
    ]
  }
}
