/// The fields of one image folder; paths are relative to the list item.
package enum FolderFields {
  /// `path`.
  package static let path = Field<String>(
    "path", .inputPath, kohya: ["image_dir"],
    "The folder. Its name may say repeats and class, as in `30_ZhangNaYing`.")
  /// `repeats`.
  package static let repeats = Field<Int>(
    "repeats", .integer(1...1_000_000), kohya: ["num_repeats"],
    "How often each image counts in an epoch; the folder's name otherwise.")
  /// `class_tokens`.
  package static let classTokens = Field<String>(
    "class_tokens", .anyText, kohya: ["class_tokens"],
    "The caption of images that have no caption file; the folder's name otherwise.")
  /// `resolution`.
  package static let resolution = Field<SettingValue>(
    "resolution", .size(64...8192), kohya: ["resolution"],
    "A resolution of its own; folders that share resolution and batch size train as one dataset.")
  /// `batch_size`.
  package static let batchSize = Field<Int>(
    "batch_size", .integer(1...4096), kohya: ["batch_size"], "A batch size of its own.")
  /// `flip`.
  package static let flip = Field<Bool>(
    "flip", .boolean, kohya: ["flip_aug"], "Whether images are mirrored at random.")
  /// `random_crop`.
  package static let randomCrop = Field<Bool>(
    "random_crop", .boolean, kohya: ["random_crop"], "Whether images are cropped at a random place.")
  /// `color_augmentation`.
  package static let colorAugmentation = Field<Bool>(
    "color_augmentation", .boolean, kohya: ["color_aug"], "Whether colours are changed a little at random.")

  package static let block = Block(
    "folder", "One image folder.",
    [
      path.entry, repeats.entry, classTokens.entry, .block(CaptionFields.folder.block), resolution.entry,
      batchSize.entry, flip.entry, randomCrop.entry, colorAugmentation.entry, .block(PrepareFields.folder.block),
    ])
}
