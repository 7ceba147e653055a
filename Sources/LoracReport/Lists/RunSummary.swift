internal import LoracFiles
package import LoracJSON
internal import LoracPlan
package import LoracRunHistory

/// A run in a few numbers, for lists of runs.
package struct RunSummary: Sendable {
  /// The run folder.
  package var folder: String
  /// The run's name.
  package var name: String
  /// When it began, in seconds since 1970.
  package var began: Double
  /// How it ended, or that it goes on.
  package var outcome: RunOutcome
  /// Who trains: `native` or `kohya`.
  package var backend: String?
  /// Optimizer steps that are done.
  package var stepsDone: Int
  /// Optimizer steps that are planned; 0 if nothing tells.
  package var totalSteps: Int
  /// kohya's average loss after the last step.
  package var averageLoss: Double?
  /// The last loss of held-out pictures.
  package var heldOutLoss: Double?
  /// Seconds of training.
  package var seconds: Double
  /// The network's rank.
  package var rank: Int?
  /// The network's alpha.
  package var alpha: Double?
  /// The U-Net's learning rate, or the text encoder's where it alone is trained.
  package var rate: Double?
  /// The optimizer.
  package var optimizer: String?
  /// LoRA files that the run saved and did not remove.
  package var files: [String]
  /// Preview pictures.
  package var previews: Int

  /// The numbers of `history`, of which the last step is enough.
  package init(_ history: RunHistory) {
    folder = history.folder
    name = history.name
    began = history.began
    outcome = history.outcome
    backend = history.backend
    stepsDone = history.stepsDone
    totalSteps = history.totalSteps
    averageLoss = history.averageLoss
    heldOutLoss = history.heldOutLoss
    seconds = history.events.seconds
    rank = history.plan?.network.rank
    alpha = history.plan?.network.alpha
    optimizer = history.plan?.optimizer.type
    let optimizer = history.plan?.optimizer
    rate =
      history.plan?.network.train == .textEncoder
      ? optimizer?.textEncoderLearningRate ?? optimizer?.learningRate
      : optimizer?.unetLearningRate ?? optimizer?.learningRate
    files = history.events.saves.filter { !$0.isRemoved }.map(\.file)
    previews = history.samples.count
  }

  /// The run as JSON; numbers that are unknown, or none, are null.
  package var value: JSONValue {
    func number(_ value: Double?) -> JSONValue { value.map { $0.isFinite ? .number($0) : .null } ?? .null }
    return [
      "folder": .string(folder), "name": .string(name), "began": number(began), "outcome": .string(outcome.word),
      "backend": backend.map(JSONValue.string) ?? .null, "steps": .integer(stepsDone),
      "total_steps": .integer(totalSteps), "average_loss": number(averageLoss), "held_out_loss": number(heldOutLoss),
      "seconds": number(seconds), "rank": rank.map(JSONValue.integer) ?? .null, "alpha": number(alpha),
      "rate": number(rate), "optimizer": optimizer.map(JSONValue.string) ?? .null,
      "files": .array(files.map(JSONValue.string)), "previews": .integer(previews),
    ]
  }
}
