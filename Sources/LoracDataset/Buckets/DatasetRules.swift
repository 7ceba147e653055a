/// How one `[[datasets]]` of sd-scripts batches its images.
package struct DatasetRules: Hashable, Sendable {
  /// How an image finds the size it is trained at.
  package enum Sizing: Hashable, Sendable {
    /// Buckets.
    case buckets(BucketRules)
    /// One size for all (`enable_bucket` off).
    case fixed(PixelSize)
  }

  /// Images per batch, at least 1.
  package var batchSize: Int
  /// Buckets or one size.
  package var sizing: Sizing
  /// Part of each folder's images that validates, 0 to 1.
  package var validationSplit: Double
  /// The order before that split.
  package var validationOrder: ValidationSplit.Order

  /// Rules.
  package init(
    batchSize: Int = 1, sizing: Sizing, validationSplit: Double = 0,
    validationOrder: ValidationSplit.Order = .undetermined
  ) {
    self.batchSize = batchSize
    self.sizing = sizing
    self.validationSplit = validationSplit
    self.validationOrder = validationOrder
  }

  /// The chooser of buckets.
  package var selector: BucketSelector {
    switch sizing {
    case .buckets(let rules): BucketSelector(rules)
    case .fixed(let size): BucketSelector(fixed: size)
    }
  }
}

/// One dataset: rules and the folders they hold for.
package struct DatasetDefinition: Hashable, Sendable {
  /// The rules.
  package var rules: DatasetRules
  /// The folders, in order.
  package var folders: [SubsetInput]

  /// A dataset.
  package init(rules: DatasetRules, folders: [SubsetInput]) {
    self.rules = rules
    self.folders = folders
  }

  /// A dataset of folders of a snapshot, by their places there.
  ///
  /// With a family, sizes in the names of its cached latents count before those of the images, as for sd-scripts.
  package init(
    rules: DatasetRules, snapshot: DatasetSnapshot, folders: [Int], caches: LatentCacheFamily? = nil
  ) {
    self.rules = rules
    self.folders = folders.map { SubsetInput(folder: $0, of: snapshot.folders[$0], caches: caches) }
  }
}

/// What batching needs to know of one folder.
package struct SubsetInput: Hashable, Sendable {
  /// Place of the folder in the snapshot; carried through to the placements.
  package var folder: Int
  /// The path as sd-scripts is given it; the same text twice in a dataset counts once.
  package var path: String
  /// How often each image counts.
  package var repeats: Int
  /// Whether the images regularise.
  package var isRegularization: Bool
  /// Sizes as sd-scripts reads them, in its order; nil for an image that cannot be trained, which is left out.
  package var sizes: [PixelSize?]

  /// A folder.
  package init(folder: Int, path: String, repeats: Int, isRegularization: Bool = false, sizes: [PixelSize?]) {
    self.folder = folder
    self.path = path
    self.repeats = repeats
    self.isRegularization = isRegularization
    self.sizes = sizes
  }

  /// A folder of a snapshot; a family lets its cached latents say sizes.
  package init(folder: Int, of read: DatasetFolder, caches: LatentCacheFamily? = nil) {
    self.init(
      folder: folder, path: read.request.trainedPath, repeats: read.repeats,
      isRegularization: read.request.isRegularization,
      sizes: read.images.indices.map { read.images[$0].problem == nil ? read.images[$0].header?.kohyaSize : nil })
    for override in caches.flatMap({ read.latentCaches[$0] })?.overrides ?? [] where sizes[override.image] != nil {
      sizes[override.image] = override.size
    }
  }
}
