package import LoracDiagnostics

/// The diagnostics of `prepare` blocks, as far as they can be told before anything is made.
package enum PreparationDiagnostics {
  static let notAColor = DiagnosticCode(
    "LR0901", "not-a-color", .error,
    Explanation(
      meaning: "`background.fill` is neither a colour nor `transparent`.",
      why: "The background would be filled with something else than intended.",
      example: "prepare:\n  background: {model: u2net.onnx, fill: whitte}",
      fix:
        "Write a name such as `white`, or a colour in quotes: `'#80c0ff'`. Without quotes YAML takes `#` for a comment."
    ))
  static let taggerWithoutModel = DiagnosticCode(
    "LR0902", "tagger-without-model", .error,
    Explanation(
      meaning: "A tagger is wanted, but not which model.",
      why: "lorac brings no tagger along; models are files of several hundred megabytes with licences of their own.",
      example: "prepare:\n  tagger: {type: wd14}",
      fix:
        "Name the ONNX file, with its selected_tags.csv beside it:\n\nprepare:\n  tagger: {type: wd14, model: models/wd-vit-tagger-v3.onnx}"
    ))
  static let modelMissing = DiagnosticCode(
    "LR0903", "preparation-model-missing", .warning,
    Explanation(
      meaning: "A model that preparation needs is not there.",
      why:
        "What was made is tied to the file that made it, so that another model makes everything anew; without the file nothing "
        + "tells that it is the same. `lorac prepare` stops.",
      example: "prepare:\n  background: {model: models/u2net.onnx}   # and no such file",
      fix: "Fetch the model, or correct its path, which starts from the folder of the file that states it."))
  /// Not everything is made; an error where that is needed.
  package static let notPrepared = DiagnosticCode(
    "LR0904", "not-prepared", .remark,
    Explanation(
      meaning: "Some pictures or captions that the recipe asks for are not made yet.",
      why:
        "The plan tells what they will be as far as headers and captions say; captions that a tagger must write are unknown, "
        + "and a saved plan or a printed command would not find its images.",
      example: "lorac plan recipe.yaml   # before the first `lorac prepare recipe.yaml`",
      fix: "Run `lorac prepare` with the recipe. `lorac run` does it by itself."))
  static let noPreparationFolder = DiagnosticCode(
    "LR0905", "no-preparation-folder", .error,
    Explanation(
      meaning: "The recipe prepares images, but there is no folder for the copies.",
      why: "Originals are never touched, so copies must lie somewhere: in lorac's cache folder.",
      example: "LORAC_CACHE=off lorac run recipe.yaml",
      fix: "Unset LORAC_CACHE, or set XDG_CACHE_HOME to an absolute path where there is room."))
  static let smallPictures = DiagnosticCode(
    "LR0906", "smaller-than-crop", .warning,
    Explanation(
      meaning: "Pictures are smaller than the size they are cropped to, and are not enlarged.",
      why:
        "They keep their pixels and take the shape alone; the trainer then enlarges them, or sorts them into other buckets.",
      example: "prepare:\n  crop: {sizes: 512x512}   # and a picture of 300x400",
      fix: "Use larger pictures, or enlarge these with `crop.upscale: true`, knowing that it adds no detail."))
  static let idleSetting = DiagnosticCode(
    "LR0907", "idle-preparation-setting", .warning,
    Explanation(
      meaning: "A setting of `prepare` has no effect without another one.",
      why: "The recipe reads as if something happened that does not.",
      example: "prepare:\n  tagger: {model: models/wd14.onnx}   # and no type",
      fix: "State what it belongs to, or remove it."))

  static let captionsElsewhere = DiagnosticCode(
    "LR0908", "captions-elsewhere", .error,
    Explanation(
      meaning: "The ending of caption files leads into another folder.",
      why: "Prepared captions would be written outside of lorac's cache, over files that belong to somebody else.",
      example: "dataset:\n  captions: {extension: /../notes.txt}",
      fix: "State an ending alone, such as `.txt`."))

  static let cropBesideBuckets = DiagnosticCode(
    "LR0909", "crop-beside-buckets", .warning,
    Explanation(
      meaning: "Pictures are cropped to a size that no bucket has.",
      why:
        "A bucket has about the area of `dataset.resolution`, so a larger crop is scaled down and cut a second time when it is "
        + "trained. The crop does not say what is trained.",
      example: "dataset: {resolution: 512}\nprepare:\n  crop: {sizes: 512x768}   # trained as 384x640",
      fix:
        "Crop to sizes of buckets, such as 448x576 or 384x640 at 512, or state the resolution that is meant: 512x768."))
  static let unseenTransparency = DiagnosticCode(
    "LR0910", "unseen-transparency", .warning,
    Explanation(
      meaning: "Backgrounds are made transparent, and trained all the same.",
      why:
        "Trainers drop transparency and take the colours that it hides, so that the removed background is learned. Only "
        + "kohya's `alpha_mask` heeds it.",
      example: "prepare:\n  background: {model: u2net.onnx, fill: transparent}",
      fix: "Put a colour behind the subject: `fill: white`."))

  /// All codes of this stage that are told here.
  package static let codes = [
    notAColor, taggerWithoutModel, modelMissing, notPrepared, noPreparationFolder, smallPictures, idleSetting,
    captionsElsewhere, cropBesideBuckets, unseenTransparency,
  ]
}
