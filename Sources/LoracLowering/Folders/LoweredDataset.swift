internal import LoracDataset
internal import LoracPlan

/// What the dataset comes to; everything but the settings is nil if it is not on this machine.
struct LoweredDataset: Sendable {
  /// The settings.
  var settings: DataPlan
  /// What was read.
  var contents: DatasetPlan?
  /// The buckets that hold images.
  var buckets: [BucketPlan]?
  /// Batches of one epoch on all processes together.
  var batches: Int?
  /// What explains the number of steps.
  var facts: StepExplanation.Facts?
  /// The hash of what was read.
  var fingerprint: String?

  /// A dataset of which only the settings are known.
  init(settings: DataPlan) { self.settings = settings }
}
