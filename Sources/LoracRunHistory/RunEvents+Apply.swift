extension RunEvents {
  /// Takes one event in.
  mutating func apply(_ event: String, _ members: EventMembers) {
    if let time = members.number("time"), time.isFinite { seconds = max(seconds, time) }
    switch event {
    case "environment": applyEnvironment(members)
    case "prepare": applyPreparation(members)
    case "start": applyStart(members)
    case "epoch": epoch = members.integer("epoch")
    case "step": applyStep(members)
    case "epoch_end": applyEpochEnd(members)
    case "validation": applyValidation(members)
    case "save": applySave(members)
    case "remove": applyRemoval(members)
    case "state": applyState(members)
    case "sample": applySample(members)
    case "finished": end = .finished
    case "stopped": end = .stopped
    case "failed": end = .failed(code: members.text("code"), message: members.text("message") ?? members.text("status"))
    default: break
    }
  }

  private mutating func applyEnvironment(_ members: EventMembers) {
    var environment = RunEnvironment()
    environment.lorac = members.text("lorac")
    environment.threads = members.integer("threads")
    environment.processor = members.text("processor")
    environment.processorCount = members.integer("processors")
    environment.memoryBytes = members.integer("memory")
    environment.system = members.text("system")
    environment.began = members.number("began")
    self.environment = environment
    began = began ?? environment.began
    if let moment = environment.began, moment.isFinite { newestBeginning = (moment, seconds) }
    end = nil
  }

  private mutating func applyPreparation(_ members: EventMembers) {
    // A resumed run begins with these lines.
    end = nil
    guard let phase = members.text("phase") else { return }
    preparation = PreparationRecord(
      phase: phase, done: members.integer("done") ?? 0, total: members.integer("total") ?? 0)
  }

  private mutating func applyStart(_ members: EventMembers) {
    end = nil
    preparation = nil
    backend = members.text("backend") ?? backend
    totalSteps = members.integer("total") ?? totalSteps
    parameters = members.integer("parameters") ?? parameters
    resumedAfter = members.integer("step") ?? 0
  }

  private mutating func applyStep(_ members: EventMembers) {
    guard let step = members.integer("step") else { return }
    // A run through kohya that went on from a state counts from there again.
    while let last = steps.last, last.step >= step { steps.removeLast() }
    var record = StepRecord(step: step, epoch: members.integer("epoch") ?? epoch, time: members.number("time") ?? 0)
    record.loss = members.number("loss")
    record.averageLoss = members.number("average_loss")
    record.rates = members.numbers("lr")
    record.gradientNorm = members.number("gradient_norm")
    record.seconds = members.number("seconds")
    record.extras = members.extras
    steps.append(record)
  }

  private mutating func applyEpochEnd(_ members: EventMembers) {
    guard let epoch = members.integer("epoch"), let step = members.integer("step") else { return }
    epochs.removeAll { $0.epoch >= epoch }
    epochs.append(EpochRecord(epoch: epoch, step: step, averageLoss: members.number("average_loss") ?? .nan))
  }

  private mutating func applyValidation(_ members: EventMembers) {
    let own = members.number("loss")
    guard let step = members.integer("step"), let loss = members.number("average_loss") ?? own else { return }
    validations.removeAll { $0.step >= step }
    validations.append(
      ValidationRecord(
        step: step, epoch: members.integer("epoch"), ownLoss: own, averageLoss: loss,
        isAtEpochEnd: members.flag("at_epoch_end")))
  }

  private mutating func applySave(_ members: EventMembers) {
    guard let file = members.text("file") else { return }
    saves.removeAll { $0.file == file }
    saves.append(
      SavedRecord(
        file: file, step: members.integer("step"), epoch: members.integer("epoch"), bytes: members.integer("bytes")))
  }

  private mutating func applyRemoval(_ members: EventMembers) {
    guard let file = members.text("file") else { return }
    for index in saves.indices where saves[index].file == file { saves[index].isRemoved = true }
    for index in states.indices where states[index].file == file { states[index].isRemoved = true }
  }

  private mutating func applyState(_ members: EventMembers) {
    guard let file = members.text("file") else { return }
    states.removeAll { $0.file == file }
    states.append(SavedRecord(file: file, step: members.integer("step")))
  }

  private mutating func applySample(_ members: EventMembers) {
    guard let file = members.text("file") else { return }
    samples.removeAll { $0.file == file }
    samples.append(
      SampleRecord(
        file: file, step: members.integer("step"), epoch: members.integer("epoch"),
        prompt: members.integer("prompt") ?? 0, seed: members.integer("seed")))
  }
}
