internal import LoracBatches
package import LoracDiagnostics
internal import LoracFiles
internal import LoracImages
internal import LoracOptimizers
internal import LoracPlan
internal import LoracTensor
package import LoracTrainer
internal import LoracWeights

extension TrainerError {
  /// What went wrong, for people; one diagnostic, or several for a base model.
  package var diagnostics: [Diagnostic] {
    switch self {
    case .model(let error): Diagnostic.baseModel(error)
    case .modelChanged(let path): [.modelChanged(path: path)]
    case .weights(let path, let error): [.needed(error, path: path)]
    default: [diagnostic]
    }
  }

  private var diagnostic: Diagnostic {
    switch self {
    case .lossNotANumber(let step, let losses, let state):
      Self.diverged("the loss of step \(step) is not a number: \(losses.map(Self.text).joined(separator: ", "))", state)
    case .weightsNotANumber(let step, let state):
      Self.diverged("weights of the LoRA are not numbers any more after step \(step)", state)
    case .save(let error), .latentCache(_, let error): Self.notWritten(error)
    case .file(let error):
      Diagnostic(
        TrainingDiagnostics.imageChanged, "'\(error.path)' cannot be read: \(error.reason)",
        notes: [.help("put it back and run with --resume, or start a new run")])
    case .imageChanged(let path):
      Diagnostic(
        TrainingDiagnostics.imageChanged, "'\(path)' is not the image that was planned",
        notes: [.help("put the old one back and resume, or start a new run")])
    case .image(let path, let error):
      Diagnostic(
        TrainingDiagnostics.imageUnreadable, "'\(path)' \(error.explanation)",
        notes: [.help("replace it or take it out of its folder, then start a new run")])
    case .caption(let image, let number):
      Diagnostic(
        TrainingDiagnostics.captionWeights, "in the caption of '\(image)', '\(number)' is no weight",
        notes: [.help(#"write a number behind the colon, or `\(` where a parenthesis is meant"#)])
    case .weightsDiffer(let path, let name):
      Diagnostic(
        TrainingDiagnostics.weightsDiffer, "'\(path)' does not fit the network",
        notes: [
          .note("the first tensor that differs: \(name)"),
          .help("give the network the file's type and rank; 'lorac check' compares all tensors"),
        ])
    case .state(let path, let phrase):
      Diagnostic(
        TrainingDiagnostics.stateUnusable, "the state '\(path)' cannot be used: \(phrase)",
        notes: [.help("remove it to go on from the one before, or start anew with --overwrite")])
    case .memory(let error):
      Diagnostic(
        TrainingDiagnostics.outOfMemory,
        "there is not enough memory: the system refused \(error.byteCount / 1_000_000) MB",
        notes: [
          .note("files and states that were saved before are whole"),
          .help("set `train.gradient_checkpointing: true`, or a smaller `dataset.batch_size` or `dataset.resolution`"),
        ])
    default:
      Diagnostic(
        TrainingDiagnostics.refused, "the native trainer cannot do what the plan asks",
        notes: refusals.map(Note.note) + [.help("change the setting, or run with --backend kohya")])
    }
  }

  private static func diverged(_ headline: String, _ state: String?) -> Diagnostic {
    let kept: Note =
      if let state { .note("the state of an earlier step is whole: \(state)") } else { .note("no state was saved yet") }
    return Diagnostic(
      TrainingDiagnostics.diverged, headline,
      notes: [
        kept, .help("lower the learning rate and start a new run; `network.weights` goes on from a LoRA saved before"),
      ])
  }

  /// A loss; a NaN has no sign that means anything.
  private static func text(_ loss: Double) -> String {
    loss.isNaN ? "NaN" : loss.isInfinite ? "infinite" : "\(loss)"
  }

  private static func notWritten(_ error: FileError) -> Diagnostic {
    Diagnostic(
      TrainingDiagnostics.notWritten, "cannot write '\(error.path)': \(error.reason)",
      notes: [
        .note("what was written before is whole"), .help("make room or repair the folder, then run with --resume"),
      ])
  }

  /// What is refused, as sentences.
  private var refusals: [String] {
    switch self {
    case .batches(let problem): [Self.phrase(problem)]
    case .optimizer(let problems): problems.problems.map(Self.phrase)
    case .groupRates(let problem): [Self.phrase(problem)]
    case .schedule(let problem): [Self.phrase(problem)]
    case .unsupported(let text): [text]
    default: ["\(self)"]
    }
  }

  private static func phrase(_ problem: BatchProblem) -> String {
    switch problem {
    case .notRead: "the pictures were not on this machine when the plan was made; plan again"
    case .contradictory(let folder): "the settings and the content of '\(folder)' do not belong together"
    case .doesNotFit(let path, let size, let resolution):
      "'\(path)' has \(size.width)×\(size.height) pixels; without buckets it must have "
        + "\(resolution.width)×\(resolution.height)"
    }
  }

  private static func phrase(_ problem: OptimizerProblem) -> String {
    switch problem {
    case .unknownOptimizer(let name, let supported):
      "there is no optimizer '\(name)'; those there are: \(supported.joined(separator: ", "))"
    case .unknownArgument(let name, let allowed):
      "the optimizer has no argument '\(name)'; it has \(allowed.joined(separator: ", "))"
    case .invalidArgument(let name, let value, let allowed): "'\(name)' cannot be '\(value)'; it must be \(allowed)"
    case .differentLearningRates(let rates):
      "the optimizer finds one step size and cannot have the rates \(rates.map { "\($0)" }.joined(separator: ", "))"
    case .invalidLearningRate(let rate, let allowed): "the learning rate \(rate) must be \(allowed)"
    }
  }

  private static func phrase(_ problem: LearningRateProblem) -> String {
    switch problem {
    case .unknownSchedule(let name, let supported):
      "there is no schedule '\(name)'; those there are: \(supported.joined(separator: ", "))"
    case .needlessWarmup(let name): "the schedule '\(name)' has no warm-up"
    case .rateTooSmall(let rate): "the polynomial ends at 1e-7 and cannot begin at \(rate)"
    case .missingMinimumRatio: "the schedule needs `schedule.min_lr_ratio`"
    case .stepRules(let rules): "the steps '\(rules ?? "")' are not like 1:10,0.1:20,0.01"
    case .unknownArgument(let name): "the schedule has no argument '\(name)'"
    }
  }
}
