package import LoracPlan
package import LoracWeights

/// What metadata tell of a run that its plan does not.
package struct RunFacts: Sendable, Hashable {
  /// kohya's random number of 32 bits that all files of a run share.
  package var sessionID: UInt32
  /// When training began, in seconds since 1970.
  package var startedAt: Double
  /// The seed that was used: the plan's, or the one that was drawn.
  package var seed: Int
  /// The base model's hashes; nil if it could not be read.
  package var modelHashes: ModelHashes?
  /// The separate autoencoder's hashes; nil without one.
  package var autoencoderHashes: ModelHashes?
  /// What trained, as in `lorac/0.2.0`.
  package var program: String
  /// The recipe's text; nil for a plan made otherwise.
  package var recipe: String?
  /// The hash of the plan, lower-case hexadecimal.
  package var planHash: String

  /// Collects the facts; see the properties.
  package init(
    sessionID: UInt32, startedAt: Double, seed: Int, modelHashes: ModelHashes?, autoencoderHashes: ModelHashes? = nil,
    program: String, recipe: String?, planHash: String
  ) {
    self.sessionID = sessionID
    self.startedAt = startedAt
    self.seed = seed
    self.modelHashes = modelHashes
    self.autoencoderHashes = autoencoderHashes
    self.program = program
    self.recipe = recipe
    self.planHash = planHash
  }
}

/// The point of a run at which a file is saved.
package struct SaveMoment: Sendable, Hashable {
  /// Optimizer steps so far.
  package var step: Int
  /// What kohya writes as the epoch: from 1 for files of an epoch and the last, from 0 for files of a step.
  package var epoch: Int
  /// The time, in seconds since 1970.
  package var time: Double
  /// How many seconds the local time is ahead of UTC.
  package var utcOffset: Int

  /// A point at `time`.
  package init(step: Int, epoch: Int, time: Double, utcOffset: Int) {
    self.step = step
    self.epoch = epoch
    self.time = time
    self.utcOffset = utcOffset
  }

  /// The point at which a planned file is written (sd-scripts train_network.py:1503, 1697, 1728).
  package init(_ save: SavePoint, time: Double, utcOffset: Int) {
    let epoch = save.epoch ?? 1
    self.init(step: save.step, epoch: save.kind == .step ? epoch - 1 : epoch, time: time, utcOffset: utcOffset)
  }

  /// The local date and time, as in `2026-11-21T11:03:28`.
  package var localDate: String {
    let seconds = Int(time.rounded(.down)) + utcOffset
    let days = seconds >= 0 ? seconds / 86_400 : (seconds - 86_399) / 86_400
    let inDay = seconds - days * 86_400
    // Civil dates by years that begin in March, in cycles of 400 years.
    let shifted = days + 719_468
    let cycle = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
    let dayOfCycle = shifted - cycle * 146_097
    let yearOfCycle = (dayOfCycle - dayOfCycle / 1460 + dayOfCycle / 36_524 - dayOfCycle / 146_096) / 365
    let dayOfYear = dayOfCycle - (365 * yearOfCycle + yearOfCycle / 4 - yearOfCycle / 100)
    let march = (5 * dayOfYear + 2) / 153
    let day = dayOfYear - (153 * march + 2) / 5 + 1
    let month = march < 10 ? march + 3 : march - 9
    let year = yearOfCycle + cycle * 400 + (month <= 2 ? 1 : 0)
    func padded(_ number: Int, _ width: Int) -> String {
      let digits = String(number)
      return String(repeating: "0", count: max(0, width - digits.count)) + digits
    }
    let date = "\(padded(year, 4))-\(padded(month, 2))-\(padded(day, 2))"
    return "\(date)T\(padded(inDay / 3600, 2)):\(padded(inDay / 60 % 60, 2)):\(padded(inDay % 60, 2))"
  }
}
