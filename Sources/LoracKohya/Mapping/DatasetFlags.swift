internal import LoracPlan

/// How a plan's images are handed to kohya.
enum DatasetArguments {
  /// The arguments for images in folders named `30_name`, or nil if the plan needs a dataset config.
  ///
  /// kohya takes all such folders of one parent, in the file system's order, with the same settings for all. So there is
  /// one dataset with one training folder and at most one regularization folder, alike but for repeats and class.
  static func folderArguments(_ plan: TrainingPlan, _ target: KohyaTarget) -> [Argument]? {
    guard plan.data.datasets.count == 1, let dataset = plan.data.datasets.first else { return nil }
    let training = dataset.folders.filter { !$0.isRegularization }
    let regularization = dataset.folders.filter(\.isRegularization)
    guard training.count == 1, regularization.count <= 1, let folder = training.first,
      let parent = folder.conventionParent
    else { return nil }
    var arguments = [Argument("train_data_dir", .path(parent))]
    if let other = regularization.first {
      guard let otherParent = other.conventionParent, otherParent != parent, isAlike(folder, other) else { return nil }
      arguments.append(Argument("reg_data_dir", .path(otherParent)))
    }
    return arguments + datasetArguments(dataset, target) + FolderFlag.all.compactMap { $0.argument(folder) }
  }

  private static func isAlike(_ one: FolderSettings, _ other: FolderSettings) -> Bool {
    FolderFlag.all.allSatisfy { $0.get(one) == $0.get(other) }
  }

  private static func datasetArguments(_ dataset: DatasetSettings, _ target: KohyaTarget) -> [Argument] {
    var arguments = [
      Argument("resolution", .text("\(dataset.resolution.width),\(dataset.resolution.height)")),
      Argument("train_batch_size", .integer(dataset.batchSize)),
    ]
    guard dataset.buckets.enabled else { return arguments }
    arguments.append(Argument("enable_bucket", .flag))
    if dataset.buckets.step != 64 || target == .in2023 {
      arguments.append(Argument("bucket_reso_steps", .integer(dataset.buckets.step)))
    }
    if dataset.buckets.min != 256 { arguments.append(Argument("min_bucket_reso", .integer(dataset.buckets.min))) }
    if dataset.buckets.max != 1024 { arguments.append(Argument("max_bucket_reso", .integer(dataset.buckets.max))) }
    if !dataset.buckets.upscale { arguments.append(Argument("bucket_no_upscale", .flag)) }
    return arguments
  }

  /// The arguments that hold for every folder, however the images are given.
  static func commonArguments(_ plan: TrainingPlan) -> [Argument] {
    var arguments: [Argument] = []
    switch plan.data.cacheLatents {
    case "memory": arguments.append(Argument("cache_latents", .flag))
    case "disk": arguments += [Argument("cache_latents", .flag), Argument("cache_latents_to_disk", .flag)]
    default: break
    }
    if plan.data.datasets.contains(where: { $0.folders.contains(where: \.captions.weighted) }) {
      arguments.append(Argument("weighted_captions", .flag))
    }
    return arguments
  }

  /// The text of a dataset config that says the same, every value stated.
  static func config(_ plan: TrainingPlan) throws(TOMLProblem) -> String {
    try TOMLWriter.document(plan.data.datasets.flatMap(sections))
  }

  private static func sections(_ dataset: DatasetSettings) -> [TOMLSection] {
    let buckets = dataset.buckets
    var pairs = [
      TOMLPair("resolution", .array([.integer(dataset.resolution.width), .integer(dataset.resolution.height)])),
      TOMLPair("batch_size", .integer(dataset.batchSize)),
      TOMLPair("enable_bucket", .boolean(buckets.enabled)),
    ]
    if buckets.enabled {
      pairs += [
        TOMLPair("bucket_reso_steps", .integer(buckets.step)), TOMLPair("min_bucket_reso", .integer(buckets.min)),
        TOMLPair("max_bucket_reso", .integer(buckets.max)), TOMLPair("bucket_no_upscale", .boolean(!buckets.upscale)),
      ]
    }
    return [TOMLSection(.element("datasets"), pairs)]
      + dataset.folders.map { TOMLSection(.element("datasets.subsets"), subset($0)) }
  }

  private static func subset(_ folder: FolderSettings) -> [TOMLPair] {
    var pairs = [
      TOMLPair("image_dir", .string(folder.path)), TOMLPair("num_repeats", .integer(folder.repeats)),
    ]
    if folder.isRegularization { pairs.append(TOMLPair("is_reg", .boolean(true))) }
    if let tokens = folder.classTokens { pairs.append(TOMLPair("class_tokens", .string(tokens))) }
    for flag in FolderFlag.all {
      guard let value = flag.get(folder), value != flag.standard || flag.name == "caption_extension" else { continue }
      pairs.append(TOMLPair(flag.name, value.toml))
    }
    return pairs
  }
}
