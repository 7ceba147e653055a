/// Which images train and which validate (train_util.py:142-178).
package enum ValidationSplit {
  /// Where the shuffle before the split takes its randomness from.
  package enum Order: Hashable, Sendable {
    /// `validation_seed`: training and validation see the same order.
    case seeded(Int)
    /// Python's global generator, as seeded with the training seed; each folder draws on.
    ///
    /// Training and validation are shuffled differently then, so the two sets overlap. Holds only with
    /// `--console_log_simple`: the default log handler draws random numbers too.
    case global(trainingSeed: Int)
    /// Nobody knows; images keep their order here and only the counts are right.
    case undetermined
  }

  /// Number of images of `count` that train: `ceil(n * (1 - split))`, read as a Python slice end.
  package static func trainingCount(of count: Int, split: Double) -> Int {
    guard let end = PythonFloat.integer((Double(count) * (1 - split)).rounded(.up)) else { return 0 }
    return end < 0 ? max(0, count + end) : min(end, count)
  }

  /// Number of images of `count` that validate: `round(n * split)`, half to even.
  package static func validationCount(of count: Int, split: Double) -> Int {
    guard let part = PythonFloat.integer((Double(count) * split).rounded(.toNearestOrEven)) else { return 0 }
    return min(max(0, part), count)
  }

  /// Whether sd-scripts makes a validation set at all (config_util.py:497-503).
  package static func makesValidationSet(_ split: Double) -> Bool { split > 0 && split <= 1 }
}
