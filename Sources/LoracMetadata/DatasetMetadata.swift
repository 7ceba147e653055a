internal import LoracJSON
internal import LoracKohyaArguments
internal import LoracPlan

/// The metadata about images, in the form for folders named `30_name` or in that for a dataset config.
enum DatasetMetadata {
  typealias Entry = (key: String, value: String)

  /// For `--train_data_dir` (sd-scripts train_network.py:1160-1201).
  static func folderEntries(_ dataset: DatasetFacts, _ plan: TrainingPlan, _ arguments: ScriptArguments) -> [Entry] {
    let settings = dataset.settings
    let bounds = dataset.bucketBounds
    func directories(_ isRegularization: Bool) -> String {
      var members: [JSONValue.Member] = []
      for subset in dataset.subsets where subset.settings.isRegularization == isRegularization {
        members.removeAll { $0.key == subset.name }
        members.append(JSONValue.Member(subset.name, subset.summary))
      }
      return PythonJSON.text(.object(members))
    }
    return [
      ("ss_batch_size_per_device", arguments.text("train_batch_size")),
      ("ss_total_batch_size", String(settings.batchSize * plan.train.gradientAccumulation)),
      ("ss_resolution", "(\(settings.resolution.width), \(settings.resolution.height))"),
      ("ss_color_aug", arguments.text("color_aug")), ("ss_flip_aug", arguments.text("flip_aug")),
      ("ss_random_crop", arguments.text("random_crop")),
      ("ss_shuffle_caption", arguments.text("shuffle_caption")),
      ("ss_enable_bucket", PythonText.text(.boolean(settings.buckets.enabled))),
      ("ss_bucket_no_upscale", PythonText.text(.boolean(settings.buckets.enabled && !settings.buckets.upscale))),
      ("ss_min_bucket_reso", PythonText.text(bounds.min)), ("ss_max_bucket_reso", PythonText.text(bounds.max)),
      ("ss_keep_tokens", arguments.text("keep_tokens")), ("ss_dataset_dirs", directories(false)),
      ("ss_reg_dataset_dirs", directories(true)),
      ("ss_tag_frequency", PythonJSON.text(dataset.tagFrequency.json)),
      ("ss_bucket_info", PythonJSON.text(dataset.bucketInfo)),
    ]
  }

  /// For `--dataset_config` (train_network.py:1072-1159).
  static func configEntries(_ datasets: [DatasetFacts], _ arguments: ScriptArguments) -> [Entry] {
    var frequency = TagFrequency()
    var directories: [JSONValue.Member] = []
    for dataset in datasets {
      for subset in dataset.subsets where !subset.settings.isRegularization && !subset.name.isEmpty {
        var name = subset.name
        var number = 2
        while directories.contains(where: { $0.key == name }) {
          name = "\(subset.name) (\(number))"
          number += 1
        }
        directories.append(JSONValue.Member(name, subset.summary))
      }
      frequency.merge(dataset.tagFrequency)
    }
    return [
      ("ss_datasets", PythonJSON.text(.array(datasets.map { json($0, arguments) }))),
      ("ss_tag_frequency", PythonJSON.text(frequency.json)),
      ("ss_dataset_dirs", PythonJSON.text(.object(directories))),
    ]
  }

  private static func json(_ dataset: DatasetFacts, _ arguments: ScriptArguments) -> JSONValue {
    let settings = dataset.settings
    let bounds = dataset.bucketBounds
    return [
      "is_dreambooth": true, "batch_size_per_device": .integer(settings.batchSize),
      "num_train_images": .integer(dataset.entries(ofRegularization: false)),
      "num_reg_images": .integer(dataset.entries(ofRegularization: true)),
      "resolution": [.integer(settings.resolution.width), .integer(settings.resolution.height)],
      "enable_bucket": .boolean(settings.buckets.enabled), "min_bucket_reso": bounds.min,
      "max_bucket_reso": bounds.max, "tag_frequency": dataset.tagFrequency.json, "bucket_info": dataset.bucketInfo,
      "resize_interpolation": arguments["resize_interpolation"],
      "subsets": .array(dataset.subsets.map { json($0, arguments) }),
    ]
  }

  private static func json(_ subset: DatasetFacts.Subset, _ arguments: ScriptArguments) -> JSONValue {
    let settings = subset.settings
    let captions = settings.captions
    func text(_ text: String?) -> JSONValue { text.map(JSONValue.string) ?? .null }
    var members: [JSONValue.Member] = [
      .init("img_count", .integer(subset.count)), .init("num_repeats", .integer(settings.repeats)),
      .init("color_aug", .boolean(settings.colorAugmentation)), .init("flip_aug", .boolean(settings.flip)),
      .init("random_crop", .boolean(settings.randomCrop)), .init("shuffle_caption", .boolean(captions.shuffle)),
      .init("keep_tokens", .integer(captions.keepTokens)),
      // Where the config says nothing, the command line's defaults hold: an empty text here.
      .init("keep_tokens_separator", .string(captions.keepTokensSeparator ?? "")),
      .init("secondary_separator", text(captions.secondarySeparator)),
      .init("enable_wildcard", .boolean(captions.wildcard)), .init("caption_prefix", text(captions.prefix)),
      .init("caption_suffix", text(captions.suffix)),
      .init("resize_interpolation", arguments["resize_interpolation"]),
    ]
    if !settings.path.isEmpty { members.append(.init("image_dir", .string(subset.name))) }
    members += [
      .init("class_tokens", text(settings.classTokens)), .init("is_reg", .boolean(settings.isRegularization)),
    ]
    return .object(members)
  }
}
