internal import LoracDiagnostics
internal import LoracSchema

/// Latents that are to change in every epoch cannot be kept.
enum AugmentedLatentsCached: RecipeRule {
  static let code = DiagnosticCode(
    "LR0447", "augmented-latents-cached", .error,
    Explanation(
      meaning: "Images are cropped or coloured at random, but their encoded form is kept.",
      why:
        "What is kept cannot change from epoch to epoch; kohya refuses the two together "
        + "(sd-scripts `train_network.py:582`).",
      example: "dataset:\n  cache_latents: memory\n  random_crop: true",
      fix:
        "Encode images anew each time, which is slower, or leave out the augmentation:\n\ndataset:\n  cache_latents: false"
    ))

  private static let fields = [
    (FolderFields.randomCrop, DatasetFields.randomCrop),
    (FolderFields.colorAugmentation, DatasetFields.colorAugmentation),
  ]

  static func check(_ recipe: Recipe, into diagnostics: inout DiagnosticList) {
    guard let cache = recipe[DatasetFields.cacheLatents], cache != "false" else { return }
    for folder in recipe.folders {
      for (own, general) in fields where folder.value(own, or: general, in: recipe) == true {
        let key = own.declaration.key
        report(
          "\(key) does not work with cached latents",
          at: [
            folder.label(own, or: general, in: recipe, "changes the images in every epoch"),
            recipe.label(DatasetFields.cacheLatents, "keeps them as they are"),
          ],
          notes: [.help("set 'cache_latents: false', or remove \(key)")],
          fixIts: recipe.replacing(DatasetFields.cacheLatents, by: "false", .unsafe), into: &diagnostics)
      }
    }
  }
}
