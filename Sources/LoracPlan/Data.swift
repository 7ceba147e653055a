/// What the recipe says about the images, before any is read.
package struct DataPlan: Sendable, Hashable, Codable {
  /// Groups of folders that share resolution and batch size, as kohya's `[[datasets]]`.
  package var datasets: [DatasetSettings]
  /// Where latents are kept: `memory`, `disk` or `false`.
  package var cacheLatents: String

  /// The datasets of a run.
  package init(datasets: [DatasetSettings], cacheLatents: String) {
    self.datasets = datasets
    self.cacheLatents = cacheLatents
  }
}

/// Folders that share resolution, batch size and bucket rule.
package struct DatasetSettings: Sendable, Hashable, Codable {
  /// Pixels.
  package var resolution: PixelSize
  /// Images per batch.
  package var batchSize: Int
  /// The bucket rule.
  package var buckets: BucketSettings
  /// Training folders, then regularization folders, each in the recipe's order.
  package var folders: [FolderSettings]

  /// A dataset of `folders`.
  package init(resolution: PixelSize, batchSize: Int, buckets: BucketSettings, folders: [FolderSettings]) {
    self.resolution = resolution
    self.batchSize = batchSize
    self.buckets = buckets
    self.folders = folders
  }
}

/// The bucket rule.
package struct BucketSettings: Sendable, Hashable, Codable {
  /// Whether images are sorted into buckets of several shapes.
  package var enabled: Bool
  /// The step of widths and heights in pixels.
  package var step: Int
  /// The smallest side in pixels.
  package var min: Int
  /// The largest side in pixels.
  package var max: Int
  /// Whether small images are enlarged to the resolution.
  package var upscale: Bool

  /// A bucket rule.
  package init(enabled: Bool, step: Int, min: Int, max: Int, upscale: Bool) {
    self.enabled = enabled
    self.step = step
    self.min = min
    self.max = max
    self.upscale = upscale
  }
}

/// The settings of one image folder.
package struct FolderSettings: Sendable, Hashable, Codable {
  /// The folder.
  package var path: String
  /// Whether its images are regularization images.
  package var isRegularization: Bool
  /// How often each image counts in an epoch.
  package var repeats: Int
  /// The caption of images that have none.
  package var classTokens: String?
  /// How captions are read.
  package var captions: CaptionSettings
  /// Whether images are flipped at random.
  package var flip: Bool
  /// Whether images are cropped at random.
  package var randomCrop: Bool
  /// Whether colours are changed at random.
  package var colorAugmentation: Bool
  /// What made the folder's images; nil if they are used as they are.
  package var preparation: PreparationPlan?
  /// The parent to give kohya when the folder's name states repeats and class, and the parent holds nothing else that
  /// kohya would use; nil otherwise.
  package var conventionParent: String?

  /// A folder at `path`.
  package init(path: String, isRegularization: Bool, repeats: Int, classTokens: String?, captions: CaptionSettings) {
    self.path = path
    self.isRegularization = isRegularization
    self.repeats = repeats
    self.classTokens = classTokens
    self.captions = captions
    self.flip = false
    self.randomCrop = false
    self.colorAugmentation = false
  }
}

/// How the images of a folder came to be, or will.
package struct PreparationPlan: Sendable, Hashable, Codable {
  /// The folder of the originals.
  package var source: String
  /// What is done with them, step by step, in words.
  package var steps: [String]
  /// Whether everything is made.
  package var isReady: Bool
  /// Pictures that must be made before training.
  package var picturesToMake: Int
  /// Captions that a tagger must write before training.
  package var captionsToWrite: Int

  /// What is done with the images of `source`.
  package init(source: String, steps: [String], isReady: Bool, picturesToMake: Int, captionsToWrite: Int) {
    self.source = source
    self.steps = steps
    self.isReady = isReady
    self.picturesToMake = picturesToMake
    self.captionsToWrite = captionsToWrite
  }
}

/// How the captions of a folder are read.
package struct CaptionSettings: Sendable, Hashable, Codable {
  /// The extension with its dot.
  package var `extension`: String
  /// Whether tags are shuffled.
  package var shuffle: Bool
  /// Tags at the front that stay in place.
  package var keepTokens: Int
  /// The text that ends the tags that stay, as in `|||`.
  package var keepTokensSeparator: String?
  /// The chance that a whole caption is dropped.
  package var dropout: Double
  /// Captions are dropped in every epoch that this number divides; 0 never.
  package var dropoutEveryEpochs: Int
  /// The chance that a tag is dropped.
  package var tagDropout: Double
  /// Put before every caption.
  package var prefix: String?
  /// Put behind every caption.
  package var suffix: String?
  /// Between tags.
  package var separator: String
  /// Text that stands for the separator inside a group of tags.
  package var secondarySeparator: String?
  /// Whether `{a|b}` and several lines are choices.
  package var wildcard: Bool
  /// Whether `(tag:1.2)` changes a tag's weight.
  package var weighted: Bool

  /// Captions in files with `extension`, everything else at kohya's defaults.
  package init(extension: String) {
    self.extension = `extension`
    self.shuffle = false
    self.keepTokens = 0
    self.dropout = 0
    self.dropoutEveryEpochs = 0
    self.tagDropout = 0
    self.separator = ","
    self.wildcard = false
    self.weighted = false
  }
}

/// What was read from disk.
package struct DatasetPlan: Sendable, Hashable, Codable {
  /// Distinct training images.
  package var images: Int
  /// Training images counted with their repeats.
  package var entries: Int
  /// Regularization images counted with their own repeats, before balancing: kohya's `num_reg_images`.
  package var regularizationImages: Int
  /// Regularization entries after balancing.
  package var regularizationEntries: Int
  /// Images held out for validation.
  package var validationImages: Int
  /// The mean of |bucket ratio − image ratio| over images, as kohya prints it, per dataset.
  package var meanAspectRatioError: [Double]
  /// The folders in order, dataset by dataset.
  package var folders: [FolderContents]

  /// The contents of `folders`.
  package init(
    images: Int, entries: Int, regularizationImages: Int, regularizationEntries: Int, validationImages: Int,
    meanAspectRatioError: [Double], folders: [FolderContents]
  ) {
    self.images = images
    self.entries = entries
    self.regularizationImages = regularizationImages
    self.regularizationEntries = regularizationEntries
    self.validationImages = validationImages
    self.meanAspectRatioError = meanAspectRatioError
    self.folders = folders
  }
}

/// What one folder holds.
package struct FolderContents: Sendable, Hashable, Codable {
  /// The folder.
  package var path: String
  /// Which dataset it belongs to, from 0.
  package var dataset: Int
  /// Whether its images are regularization images.
  package var isRegularization: Bool
  /// Images with a caption file.
  package var captioned: Int
  /// The images in kohya's order.
  package var images: ImageList

  /// The contents of `path`.
  package init(path: String, dataset: Int, isRegularization: Bool, captioned: Int, images: ImageList) {
    self.path = path
    self.dataset = dataset
    self.isRegularization = isRegularization
    self.captioned = captioned
    self.images = images
  }
}

/// How one image is trained.
package struct ImagePlan: Sendable, Hashable, Codable {
  /// The file name inside its folder.
  package var file: String
  /// Pixels, orientation ignored.
  package var size: PixelSize
  /// The bucket.
  package var bucket: PixelSize
  /// The size to which it is resized before it is cropped to the bucket.
  package var resized: PixelSize
  /// Entries per epoch; regularization images after balancing, 0 if unused.
  package var repeats: Int
  /// The caption before shuffling; class tokens if it has no file.
  package var caption: String
  /// Whether the validation set holds it out; true and `repeats` above 0 if kohya's two sets overlap.
  package var isHeldOut: Bool
  /// Bytes of the file.
  package var bytes: Int
  /// The digest of size, head and tail.
  package var digest: String

  /// An image named `file`.
  package init(
    file: String, size: PixelSize, bucket: PixelSize, resized: PixelSize, repeats: Int, caption: String, bytes: Int,
    digest: String
  ) {
    self.file = file
    self.size = size
    self.bucket = bucket
    self.resized = resized
    self.repeats = repeats
    self.caption = caption
    self.isHeldOut = false
    self.bytes = bytes
    self.digest = digest
  }
}
