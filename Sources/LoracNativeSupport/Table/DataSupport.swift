internal import LoracSchema

/// The top of a recipe, the dataset and the captions.
extension NativeSupport {
  static let dataFields: [(String, NativeSupport)] =
    topFields + datasetFields + captionFields(under: "dataset") + captionFields(under: "dataset.images")
    + preparation

  private static let topFields: [(String, NativeSupport)] = [
    ("lorac", .same("Says how the recipe is read.")),
    ("extends", .same("Gone when the recipe is resolved.")),
    ("name", .same()),
    ("description", .same()),
    ("env", .same("Gone when the recipe is resolved.")),
    ("kohya", .partly("See the arguments below.")),
  ]

  private static let datasetFields: [(String, NativeSupport)] = [
    ("dataset.resolution", .same()),
    ("dataset.batch_size", .same()),
    ("dataset.repeats", .same()),
    ("dataset.buckets.enabled", .same()),
    ("dataset.buckets.step", .same()),
    ("dataset.buckets.min", .same()),
    ("dataset.buckets.max", .same()),
    ("dataset.buckets.upscale", .same()),
    (
      "dataset.cache_latents",
      .same(
        "On disk in kohya's files, which both read. lorac's also say which image and VAE they were made from, and are made "
          + "anew when those change.")
    ),
    ("dataset.flip", .same()),
    ("dataset.random_crop", .same()),
    ("dataset.color_augmentation", .refused("Changing colours is not implemented.")),
    (
      "dataset.images",
      .different(
        "Folders of a parent are taken by name. Given a parent, kohya takes them as the file system lists them, which decides "
          + "the order of all images.")
    ),
    ("dataset.regularization", .different("As `dataset.images`.")),
    ("dataset.images.path", .same()),
    ("dataset.images.repeats", .same()),
    ("dataset.images.class_tokens", .same()),
    ("dataset.images.resolution", .same()),
    ("dataset.images.batch_size", .same()),
    ("dataset.images.flip", .same()),
    ("dataset.images.random_crop", .same()),
    ("dataset.images.color_augmentation", .refused("Changing colours is not implemented.")),
  ]

  /// Both back ends train the prepared copies.
  private static var preparation: [(String, NativeSupport)] {
    let own = PrepareFields.recipe.block.fields.map { ($0.path, NativeSupport.same()) }
    return own + PrepareFields.folder.block.fields.map { ("dataset.images.\($0.path)", .same()) }
  }

  private static func captionFields(under parent: String) -> [(String, NativeSupport)] {
    let keys = [
      "extension", "shuffle", "keep_tokens", "keep_tokens_separator", "dropout", "dropout_every_epochs", "tag_dropout",
      "prefix", "suffix", "separator", "secondary_separator", "wildcard",
    ]
    return keys.map { ("\(parent).captions.\($0)", .same()) } + [("\(parent).captions.trigger", .same("Only checked."))]
  }
}
