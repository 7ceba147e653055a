internal import LoracPlan

/// When a run makes previews (sd-scripts train_util.py:6379-6391, train_network.py:1332, 1491, 1707).
enum SampleSchedule {
  /// The moments, in order; by epochs only if the epochs are known.
  static func points(_ sample: SamplePlan?, _ length: RunLength) -> [SamplePoint] {
    guard let sample else { return [] }
    var points = sample.atStart ? [SamplePoint(step: 0, epoch: nil)] : []
    switch sample.every {
    case .epochs(let every):
      // Unlike files, previews are also made after the last epoch.
      for epoch in stride(from: every, through: length.epochs ?? 0, by: every) {
        points.append(SamplePoint(step: length.lastStep(of: epoch) ?? 0, epoch: epoch))
      }
    case .steps(let every):
      for step in stride(from: every, through: length.total, by: every) {
        points.append(SamplePoint(step: step, epoch: nil))
      }
    case nil: break
    }
    return points
  }

  /// How many moments there will be.
  static func count(_ sample: SamplePlan?, _ length: RunLength) -> Int {
    switch sample?.every {
    case .epochs(let every): (length.epochs ?? 0) / every
    case .steps(let every): length.total / every
    case nil: 0
    }
  }
}
