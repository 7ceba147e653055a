internal import LoracPlan

/// The counts that people expect, and why the true one differs.
struct StepExplanation {
  /// What the counts are made of.
  struct Facts: Sendable, Hashable {
    /// Images × repeats of all training folders.
    var statedEntries: Int
    /// The same without what is held out or ignored: what is trained.
    var trainEntries: Int
    /// Training and balanced regularization entries.
    var allEntries: Int
    /// Images held out for validation.
    var heldOut: Int
    /// Images × repeats as kohya_ss's GUI counts them; nil if a folder's name does not state repeats.
    var guiEntries: Int?
    /// Whether regularization folders are given.
    var hasRegularization: Bool
    /// Buckets in use.
    var buckets: Int
    /// The batch size of every dataset.
    var batchSizes: [Int]
  }

  private let facts: Facts
  private let length: RunLength
  /// Epochs that the recipe asks for; nil if it gives steps.
  private let epochs: Int?

  /// Explains `length`.
  init(_ facts: Facts, _ length: RunLength, epochs: Int?) {
    self.facts = facts
    self.length = length
    self.epochs = epochs
  }

  private var batchSize: Int? { Set(facts.batchSizes).count == 1 ? facts.batchSizes.first : nil }

  /// `images × repeats × epochs / batch`, rounded up; nil without epochs or with several batch sizes.
  var popularFormula: Int? {
    guard let epochs, let batchSize else { return nil }
    return facts.statedEntries.times(epochs).dividedUp(by: batchSize)
  }

  /// kohya_ss's `int(math.ceil(float(total_steps)/batch/grad_acc*epoch*reg_factor))`, with its rounding errors
  /// (kohya_gui/lora_gui.py:1720-1730).
  var gui: Int? {
    guard let epochs, facts.batchSizes.count == 1, let batchSize, let entries = facts.guiEntries else { return nil }
    return Self.gui(
      entries: entries, batchSize: batchSize, accumulation: length.accumulation, epochs: epochs,
      hasRegularization: facts.hasRegularization)
  }

  /// The GUI's formula on its own.
  static func gui(entries: Int, batchSize: Int, accumulation: Int, epochs: Int, hasRegularization: Bool) -> Int? {
    let factor: Double = hasRegularization ? 2 : 1
    let steps =
      (Double(entries) / Double(batchSize) / Double(accumulation) * Double(epochs) * factor).rounded(.up)
    return steps < 9e18 ? Int(steps) : nil
  }

  /// The sentences; none if the counts agree.
  func sentences() -> [String] {
    guard let perEpoch = length.perEpoch, let batches = length.batches else { return [] }
    var result: [String] = []
    if let popularFormula, popularFormula != length.total {
      result.append(
        "images × repeats × epochs / batch size gives \(popularFormula) steps, the run makes \(length.total):")
      result += reasons(batches, perEpoch)
    }
    if let gui, gui != length.total {
      result.append("kohya_ss's GUI would ask for \(gui) steps instead of \(length.total):")
      result += guiReasons(batches)
    }
    if epochs == nil, let begun = length.epochs, length.total % perEpoch != 0 {
      result.append(
        "\(length.total) steps end within epoch \(begun), after \(length.total % perEpoch) of its \(perEpoch) steps")
    }
    return result
  }

  private func reasons(_ batches: Int, _ perEpoch: Int) -> [String] {
    var reasons: [String] = []
    if facts.heldOut > 0 { reasons.append("- \(counted(facts.heldOut, "image")) held out for validation") }
    if facts.allEntries != facts.trainEntries {
      reasons.append(
        "- regularization images are repeated until they balance the training images: "
          + "\(facts.allEntries) images per epoch instead of \(facts.trainEntries)")
    }
    if let batchSize, facts.buckets > 1, batches != facts.allEntries.dividedUp(by: batchSize) {
      reasons.append(
        "- a batch holds images of one bucket, so the last batch of each of the \(facts.buckets) buckets may be smaller: "
          + "\(batches) batches per epoch instead of \(facts.allEntries.dividedUp(by: batchSize))")
    } else if let batchSize, facts.allEntries % batchSize != 0 {
      reasons.append("- the last batch of an epoch is smaller, and every epoch begins a new one: \(batches) per epoch")
    }
    if length.processes > 1 { reasons.append("- \(length.processes) processes share the batches of an epoch") }
    if length.accumulation > 1 {
      reasons.append(
        "- \(length.accumulation) batches are accumulated for one step, and every epoch begins anew: "
          + "\(perEpoch) steps per epoch")
    }
    return reasons
  }

  private func guiReasons(_ batches: Int) -> [String] {
    guard let batchSize, let entries = facts.guiEntries, let epochs else { return [] }
    var reasons: [String] = []
    if entries != facts.trainEntries {
      reasons.append("- it counts \(entries) images with repeats, kohya trains \(facts.trainEntries)")
    }
    if facts.hasRegularization, facts.allEntries != facts.trainEntries.times(2) {
      reasons.append("- it doubles the steps for regularization images, kohya balances them")
    }
    if batches != facts.allEntries.dividedUp(by: batchSize) || facts.allEntries % batchSize != 0 {
      reasons.append("- it does not round up per bucket and epoch")
    }
    if length.accumulation > 1 { reasons.append("- it rounds accumulation up once instead of in every epoch") }
    if length.processes > 1 { reasons.append("- it does not know of several processes") }
    let exact = (facts.hasRegularization ? 2 : 1).times(entries).times(epochs)
      .dividedUp(by: batchSize.times(length.accumulation))
    if exact != gui { reasons.append("- its division in floating point rounds up wrongly: \(exact) would be exact") }
    return reasons
  }

  private func counted(_ count: Int, _ noun: String) -> String { count == 1 ? "1 \(noun) is" : "\(count) \(noun)s are" }
}
