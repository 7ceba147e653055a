/// The fields of `dataset`; those of a single folder stand in ``FolderFields``.
package enum DatasetFields {
  /// `dataset.resolution`.
  package static let resolution = Field<SettingValue>(
    "dataset.resolution", .size(64...8192), default: .size(width: 512, height: 512),
    kohyaDefault: "none; the argument is required", kohya: ["resolution"],
    "The area that images are trained at: `512` for a square, `512x768` for width and height.")
  /// `dataset.batch_size`.
  package static let batchSize = Field<Int>(
    "dataset.batch_size", .integer(1...4096), default: .integer(1), kohya: ["train_batch_size"],
    "Images per batch. All images of a batch come from one bucket, so the last batch of a bucket may be smaller.")
  /// `dataset.repeats`.
  package static let repeats = Field<Int>(
    "dataset.repeats", .integer(1...1_000_000),
    "How often each image counts in an epoch, for folders that neither say `repeats` nor are named `30_name`.")
  /// `dataset.buckets.enabled`.
  package static let bucketsEnabled = Field<Bool>(
    "dataset.buckets.enabled", .boolean, default: .boolean(true), kohyaDefault: "false", kohya: ["enable_bucket"],
    "Whether images of different shapes are sorted into buckets instead of being cropped to one shape.")
  /// `dataset.buckets.step`.
  package static let bucketStep = Field<Int>(
    "dataset.buckets.step", .integer(1...1024), default: .integer(64), kohya: ["bucket_reso_steps"],
    "Widths and heights of buckets are multiples of this many pixels; SD needs multiples of 64, SDXL of 32.")
  /// `dataset.buckets.min`.
  package static let bucketMin = Field<Int>(
    "dataset.buckets.min", .integer(1...8192), default: .integer(256), kohya: ["min_bucket_reso"],
    "The smallest side of a bucket in pixels; not used when images are not enlarged.")
  /// `dataset.buckets.max`.
  package static let bucketMax = Field<Int>(
    "dataset.buckets.max", .integer(1...16384), default: .integer(1024), kohya: ["max_bucket_reso"],
    "The largest side of a bucket in pixels; not used when images are not enlarged.")
  /// `dataset.buckets.upscale`.
  package static let bucketUpscale = Field<Bool>(
    "dataset.buckets.upscale", .boolean, default: .boolean(true), kohya: ["bucket_no_upscale"],
    "Whether images smaller than the resolution are enlarged to fill it.")
  /// `dataset.cache_latents`.
  package static let cacheLatents = Field<String>(
    "dataset.cache_latents", .either([.choice(["memory", "disk"]), .off]), default: .string("memory"),
    kohyaDefault: "false", kohya: ["cache_latents", "cache_latents_to_disk"],
    "Where the encoded images are kept: `memory`, `disk` (as .npz files beside the images), or `false` to encode them anew each time."
  )
  /// `dataset.flip`.
  package static let flip = Field<Bool>(
    "dataset.flip", .boolean, default: .boolean(false), kohya: ["flip_aug"],
    "Whether images are mirrored at random, for folders that do not say so themselves. Wrong for faces with a parting or text."
  )
  /// `dataset.random_crop`.
  package static let randomCrop = Field<Bool>(
    "dataset.random_crop", .boolean, default: .boolean(false), kohya: ["random_crop"],
    "Whether images are cropped at a random place instead of the middle; needs `cache_latents: false`.")
  /// `dataset.color_augmentation`.
  package static let colorAugmentation = Field<Bool>(
    "dataset.color_augmentation", .boolean, default: .boolean(false), kohya: ["color_aug"],
    "Whether colours are changed a little at random; needs `cache_latents: false`.")
  /// `dataset.images`.
  package static let images = Field<SettingValue>(
    "dataset.images", .list(.either([.inputPath, .record(FolderFields.block)]), atLeast: 1), kohya: ["train_data_dir"],
    "The image folders in order: a path, or a mapping with `path` and more. A folder that holds `30_name` folders stands for them, by name."
  )
  /// `dataset.regularization`.
  package static let regularization = Field<SettingValue>(
    "dataset.regularization", .list(.either([.inputPath, .record(FolderFields.block)]), atLeast: 0),
    default: .list([]), kohya: ["reg_data_dir"],
    "Folders of regularization images, which show the class without the subject. They are repeated until they balance the training images."
  )

  package static let buckets = Block(
    "buckets", "How images of different shapes are grouped.",
    [bucketsEnabled.entry, bucketStep.entry, bucketMin.entry, bucketMax.entry, bucketUpscale.entry])
  package static let block = Block(
    "dataset", "The images, and how they are read.",
    [
      resolution.entry, batchSize.entry, repeats.entry, .block(buckets), cacheLatents.entry,
      .block(CaptionFields.dataset.block), flip.entry, randomCrop.entry, colorAugmentation.entry, images.entry,
      regularization.entry,
    ])
}
