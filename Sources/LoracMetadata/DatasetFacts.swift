internal import LoracJSON
internal import LoracPlan

/// What sd-scripts knows of one dataset once it has read it.
struct DatasetFacts {
  /// One folder with what was found in it.
  struct Subset {
    let settings: FolderSettings
    let captions: [String]

    /// The folder's last name, which may be empty.
    var name: String { settings.path.lastPathPart }
    /// Images, each once; those held out for validation do not count.
    var count: Int { captions.count }
    /// Images with the folder's own repeats.
    var entries: Int { count * settings.repeats }
    /// `{"n_repeats": …, "img_count": …}`.
    var summary: JSONValue { ["n_repeats": .integer(settings.repeats), "img_count": .integer(count)] }
  }

  let settings: DatasetSettings
  let subsets: [Subset]
  private let buckets: [BucketPlan]
  private let meanError: Double

  /// The facts of dataset number `index` of a plan whose data set was read.
  init(_ plan: TrainingPlan, _ contents: DatasetPlan, _ index: Int) {
    settings = plan.data.datasets[index]
    let folders = contents.folders.filter { $0.dataset == index }
    subsets = zip(settings.folders, folders).map { settings, contents in
      // A split leaves images out of training, and without a seed of its own out of both parts; sd-scripts never splits
      // regularization images, which count here even where balancing leaves them no entry.
      let used = contents.images.filter { settings.isRegularization || $0.repeats > 0 }
      return Subset(settings: settings, captions: used.map(\.caption))
    }
    buckets = (plan.buckets ?? []).filter { $0.dataset == index }
    meanError = contents.meanAspectRatioError.indices.contains(index) ? contents.meanAspectRatioError[index] : 0
  }

  /// The tags of all its folders, regularization included.
  var tagFrequency: TagFrequency {
    var frequency = TagFrequency()
    for subset in subsets { frequency.add(subset.captions, folder: subset.name) }
    return frequency
  }

  /// Entries of training folders, or of regularization folders before they are balanced.
  func entries(ofRegularization isRegularization: Bool) -> Int {
    subsets.reduce(0) { $0 + ($1.settings.isRegularization == isRegularization ? $1.entries : 0) }
  }

  /// `bucket_info`; null without buckets (sd-scripts library/train_util.py:1059-1073).
  var bucketInfo: JSONValue {
    guard settings.buckets.enabled else { return .null }
    let members = buckets.enumerated().map { index, bucket in
      JSONValue.Member(
        String(index),
        [
          "resolution": [.integer(bucket.width), .integer(bucket.height)], "count": .integer(bucket.entries),
        ])
    }
    return ["buckets": .object(members), "mean_img_ar_error": buckets.isEmpty ? 0 : .number(meanError)]
  }

  /// The bounds of buckets, moved to multiples of the step (library/train_util.py:747-764); null without buckets.
  var bucketBounds: (min: JSONValue, max: JSONValue) {
    let rule = settings.buckets
    guard rule.enabled else { return (.null, .null) }
    let above = rule.max % rule.step
    return (.integer(rule.min - rule.min % rule.step), .integer(above == 0 ? rule.max : rule.max + rule.step - above))
  }
}

extension String {
  /// What stands behind the last slash, as `os.path.basename` has it.
  var lastPathPart: String { String(self[(lastIndex(of: "/").map { index(after: $0) } ?? startIndex)...]) }
}
