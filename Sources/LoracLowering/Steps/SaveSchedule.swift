internal import LoracPlan

/// Which files a run saves and removes (sd-scripts train_network.py:1497-1513, 1692-1729, train_util.py:5774-5850, 5929-5995).
struct SaveSchedule {
  /// More files than this are refused: nobody wants them, and a plan would not hold them.
  static let limit = 100_000

  /// The output name.
  let name: String
  /// What the plan says of saving, with ``SavePlan/ratio`` already turned into epochs.
  let save: SavePlan
  /// The length of the run.
  let length: RunLength
  /// The bytes of each file's tensors.
  let bytes: Int

  /// How many numbered files there will be; 0 if they go by epochs and the epochs are unknown.
  var numberedCount: Int {
    switch save.every {
    case .epochs(let every): length.epochs.map { ($0 - 1) / every } ?? 0
    case .steps(let every): length.total / every
    case nil: 0
    }
  }

  /// The files in order, numbered ones first.
  func points() -> [SavePoint] {
    var points: [SavePoint] = []
    switch save.every {
    case .epochs(let every):
      // The last epoch is never numbered.
      for epoch in stride(from: every, to: length.epochs ?? 0, by: every) { points.append(epochPoint(epoch, every)) }
    case .steps(let every):
      for step in stride(from: every, through: length.total, by: every) { points.append(stepPoint(step, every)) }
    case nil: break
    }
    var last = SavePoint(
      kind: .last, file: "\(name).\(save.format)", step: length.total, epoch: length.epochs, bytes: bytes)
    if save.stateEvery != nil || save.stateAtEnd { last.state = "\(name)-state" }
    points.append(last)
    return points
  }

  private func epochPoint(_ epoch: Int, _ every: Int) -> SavePoint {
    func stem(_ epoch: Int) -> String { "\(name)-\(epoch.padded(to: 6))" }
    let point = SavePoint(
      kind: .epoch, file: "\(stem(epoch)).\(save.format)", step: length.lastStep(of: epoch) ?? 0, epoch: epoch,
      bytes: bytes)
    return complete(point, epoch, stem, count: \.epochs) { older(epoch, every, $0) }
  }

  private func stepPoint(_ step: Int, _ every: Int) -> SavePoint {
    func stem(_ step: Int) -> String { "\(name)-step\(step.padded(to: 8))" }
    let point = SavePoint(
      kind: .step, file: "\(stem(step)).\(save.format)", step: step, epoch: length.epoch(of: step), bytes: bytes)
    return complete(point, step, stem, count: \.steps) { olderStep(step, every, $0) }
  }

  /// Adds the state and what is removed to the point of the file `number`.
  ///
  /// `stem` names a number's file; `count` gives the length of an interval if it is of the numbers' unit; `older` gives the
  /// number that goes when so many files are kept.
  private func complete(
    _ point: SavePoint, _ number: Int, _ stem: (Int) -> String, count: (Interval) -> Int?, older: (Int) -> Int?
  ) -> SavePoint {
    var point = point
    if let old = save.keepLast.flatMap(count).flatMap(older) { point.removes = "\(stem(old)).\(save.format)" }
    guard let stateEvery = save.stateEvery.flatMap(count), number % stateEvery == 0 else { return point }
    point.state = "\(stem(number))-state"
    if let old = (save.stateKeepLast ?? save.keepLast).flatMap(count).flatMap(older), old % stateEvery == 0 {
      point.removesState = "\(stem(old))-state"
    }
    return point
  }

  /// The epoch whose file goes: `save_last_n_epochs` counts files, not epochs.
  private func older(_ epoch: Int, _ every: Int, _ last: Int) -> Int? {
    let old = epoch.subtractingReportingOverflow(every.times(last))
    return !old.overflow && old.partialValue > 0 ? old.partialValue : nil
  }

  /// The step whose file goes: the multiple of the interval just before the last `last` steps.
  private func olderStep(_ step: Int, _ every: Int, _ last: Int) -> Int? {
    let old = step - last - 1
    return old >= every ? old - old % every : nil
  }
}

extension Interval {
  /// The number of epochs; nil for steps.
  fileprivate var epochs: Int? { if case .epochs(let count) = self { count } else { nil } }
  /// The number of steps; nil for epochs.
  fileprivate var steps: Int? { if case .steps(let count) = self { count } else { nil } }
}

extension Int {
  /// The digits with zeros in front, as `{:06d}` of a number that is not negative.
  func padded(to width: Int) -> String {
    let digits = String(self)
    return String(repeating: "0", count: Swift.max(0, width - digits.utf8.count)) + digits
  }
}
