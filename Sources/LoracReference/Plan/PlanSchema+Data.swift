extension PlanSchema {
  /// The objects of the images.
  static let dataObjects: [PlanObject] = [
    PlanObject(
      "DataPlan", "What the recipe says about the images, before any is read.",
      [
        PlanMember(
          "datasets", .list(.object("DatasetSettings")),
          "Groups of folders that share resolution and batch size, as kohya's `[[datasets]]`."),
        PlanMember("cache_latents", .string, "Where latents are kept: `memory`, `disk` or `false`."),
      ]),
    PlanObject(
      "DatasetSettings", "Folders that share resolution, batch size and bucket rule.",
      [
        PlanMember("resolution", .object("PixelSize"), "Pixels."),
        PlanMember("batch_size", .integer, "Images per batch."),
        PlanMember("buckets", .object("BucketSettings"), "The bucket rule."),
        PlanMember(
          "folders", .list(.object("FolderSettings")),
          "Training folders, then regularization folders, each in the recipe's order."),
      ]),
    PlanObject(
      "BucketSettings", "The bucket rule.",
      [
        PlanMember("enabled", .boolean, "Whether images are sorted into buckets of several shapes."),
        PlanMember("step", .integer, "The step of widths and heights in pixels."),
        PlanMember("min", .integer, "The smallest side in pixels."),
        PlanMember("max", .integer, "The largest side in pixels."),
        PlanMember("upscale", .boolean, "Whether small images are enlarged to the resolution."),
      ]),
    PlanObject(
      "FolderSettings", "The settings of one image folder.",
      [
        PlanMember("path", .string, "The folder."),
        PlanMember("is_regularization", .boolean, "Whether its images are regularization images."),
        PlanMember("repeats", .integer, "How often each image counts in an epoch."),
        PlanMember("class_tokens", .optional(.string), "The caption of images that have none."),
        PlanMember("captions", .object("CaptionSettings"), "How captions are read."),
        PlanMember("flip", .boolean, "Whether images are flipped at random."),
        PlanMember("random_crop", .boolean, "Whether images are cropped at random."),
        PlanMember("color_augmentation", .boolean, "Whether colours are changed at random."),
        PlanMember(
          "preparation", .optional(.object("PreparationPlan")),
          "What made the folder's images; null if they are used as they are."),
        PlanMember(
          "convention_parent", .optional(.string),
          "The parent to give kohya when the folder's name states repeats and class, and the parent holds nothing else that kohya would use; null otherwise."
        ),
      ]),
    PlanObject(
      "PreparationPlan", "How the images of a folder came to be, or will.",
      [
        PlanMember("source", .string, "The folder of the originals."),
        PlanMember("steps", .list(.string), "What is done with them, step by step, in words."),
        PlanMember("is_ready", .boolean, "Whether everything is made."),
        PlanMember("pictures_to_make", .integer, "Pictures that must be made before training."),
        PlanMember("captions_to_write", .integer, "Captions that a tagger must write before training."),
      ]),
    PlanObject(
      "CaptionSettings", "How the captions of a folder are read.",
      [
        PlanMember("extension", .string, "The extension with its dot."),
        PlanMember("shuffle", .boolean, "Whether tags are shuffled."),
        PlanMember("keep_tokens", .integer, "Tags at the front that stay in place."),
        PlanMember("keep_tokens_separator", .optional(.string), "The text that ends the tags that stay, as in `|||`."),
        PlanMember("dropout", .number, "The chance that a whole caption is dropped."),
        PlanMember(
          "dropout_every_epochs", .integer,
          "Captions are dropped in every epoch that this number divides; 0 never."),
        PlanMember("tag_dropout", .number, "The chance that a tag is dropped."),
        PlanMember("prefix", .optional(.string), "Put before every caption."),
        PlanMember("suffix", .optional(.string), "Put behind every caption."),
        PlanMember("separator", .string, "Between tags."),
        PlanMember(
          "secondary_separator", .optional(.string),
          "Text that stands for the separator inside a group of tags."),
        PlanMember("wildcard", .boolean, "Whether `{a|b}` and several lines are choices."),
        PlanMember("weighted", .boolean, "Whether `(tag:1.2)` changes a tag's weight."),
      ]),
    PlanObject(
      "DatasetPlan", "What was read from disk.",
      [
        PlanMember("images", .integer, "Distinct training images."),
        PlanMember("entries", .integer, "Training images counted with their repeats."),
        PlanMember(
          "regularization_images", .integer,
          "Regularization images counted with their own repeats, before balancing: kohya's `num_reg_images`."),
        PlanMember("regularization_entries", .integer, "Regularization entries after balancing."),
        PlanMember("validation_images", .integer, "Images held out for validation."),
        PlanMember(
          "mean_aspect_ratio_error", .list(.number),
          "The mean of |bucket ratio − image ratio| over images, as kohya prints it, per dataset."),
        PlanMember("folders", .list(.object("FolderContents")), "The folders in order, dataset by dataset."),
      ]),
    PlanObject(
      "FolderContents", "What one folder holds.",
      [
        PlanMember("path", .string, "The folder."),
        PlanMember("dataset", .integer, "Which dataset it belongs to, from 0."),
        PlanMember("is_regularization", .boolean, "Whether its images are regularization images."),
        PlanMember("captioned", .integer, "Images with a caption file."),
        PlanMember("images", .list(.object("ImagePlan")), "The images in kohya's order."),
      ]),
    PlanObject(
      "ImagePlan", "How one image is trained.",
      [
        PlanMember("file", .string, "The file name inside its folder."),
        PlanMember("size", .object("PixelSize"), "Pixels, orientation ignored."),
        PlanMember("bucket", .object("PixelSize"), "The bucket."),
        PlanMember(
          "resized", .object("PixelSize"),
          "The size to which it is resized before it is cropped to the bucket."),
        PlanMember("repeats", .integer, "Entries per epoch; regularization images after balancing, 0 if unused."),
        PlanMember("caption", .string, "The caption before shuffling; class tokens if it has no file."),
        PlanMember(
          "is_held_out", .boolean,
          "Whether the validation set holds it out; true and `repeats` above 0 if kohya's two sets overlap."),
        PlanMember("bytes", .integer, "Bytes of the file."),
        PlanMember("digest", .string, "The digest of size, head and tail."),
      ]),
  ]
}
