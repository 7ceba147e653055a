internal import LoracDiagnostics

extension LoweringDiagnostics {
  static let folderCodes = [
    missingFolder, datasetElsewhere, unreadableFolder, emptyFolder, imagesBesideFolders, nestedImages,
    nameWithoutRepeats, repeatsBelowOne, unusableChildren, repeatedFolder, regularizationWithoutDataset,
    regularizationInOneDataset, emptyRegularization, unusedRegularization, overlappingSplit, undeterminedSplit,
    emptySplit,
  ]

  static let missingFolder = DiagnosticCode(
    "LR0501", "missing-folder", .error,
    Explanation(
      meaning: "A folder of images does not exist.",
      why: "There is nothing to train from it, and without its images the number of steps cannot be computed.",
      example: "dataset:\n  images:\n    - path: trian/30_cat",
      fix:
        "Correct the path; it is relative to the file that states it. If the images are on another machine, give the\n"
        + "length as `train.steps` instead of `train.epochs`; the rest of the plan can then be made here."))
  static let datasetElsewhere = DiagnosticCode(
    "LR0502", "dataset-elsewhere", .warning,
    Explanation(
      meaning: "None of the image folders is on this machine.",
      why:
        "The recipe gives its length in steps, so a plan and a command can be made, but without buckets and epochs,\n"
        + "and nothing about the images is checked.",
      example: "dataset:\n  images:\n    - path: D:/train/30_cat\ntrain:\n  steps: 1050",
      fix: "Nothing, if the training runs on another machine; otherwise correct the paths."))
  static let unreadableFolder = DiagnosticCode(
    "LR0503", "unreadable-folder", .error,
    Explanation(
      meaning: "A path under `images` or `regularization` is no folder, or may not be read.",
      why: "sd-scripts finds no images there and goes on without them.",
      example: "dataset:\n  images:\n    - path: train/30_cat/001.png",
      fix: "Give the folder that holds the images, and see that you may read it."))
  static let emptyFolder = DiagnosticCode(
    "LR0504", "empty-folder", .error,
    Explanation(
      meaning: "A folder holds no image that sd-scripts would see.",
      why: "It looks only for .png, .jpg, .jpeg, .webp and .bmp directly in the folder, in lower or upper case, and\n"
        + "ignores a folder without any.",
      example: "train/30_cat/images/001.png   # one folder too deep",
      fix: "Move the images up, or name the folder that really holds them."))
  static let imagesBesideFolders = DiagnosticCode(
    "LR0505", "images-beside-folders", .warning,
    Explanation(
      meaning: "A folder holds images of its own and `N_name` folders with images.",
      why: "lorac then trains the images directly in it and not those in the folders. kohya's `--train_data_dir` does\n"
        + "the reverse: it never sees images directly in the parent.",
      example: "train/001.png\ntrain/30_cat/002.png",
      fix: "Name the folders that you mean, or move the loose images into a folder."))
  static let nestedImages = DiagnosticCode(
    "LR0506", "nested-images", .warning,
    Explanation(
      meaning: "A folder of images holds another folder with images.",
      why: "Folders inside an image folder are never entered, so these images are not trained.",
      example: "train/30_cat/001.png\ntrain/30_cat/more/002.png",
      fix: "Move the images up, or list the inner folder too."))
  static let nameWithoutRepeats = DiagnosticCode(
    "LR0507", "name-without-repeats", .remark,
    Explanation(
      meaning: "Neither the recipe nor the folder's name says how often its images are repeated.",
      why: "Each image then counts once in an epoch. kohya's `--train_data_dir` would ignore such a folder.",
      example: "dataset:\n  images:\n    - path: train/cat",
      fix: "State it:\ndataset:\n  images:\n    - path: train/cat\n      repeats: 10"))
  static let repeatsBelowOne = DiagnosticCode(
    "LR0508", "repeats-below-one", .error,
    Explanation(
      meaning: "A folder's name gives a number of repeats that cannot be used, such as 0.",
      why: "kohya skips a folder whose repeats are below 1 without a word.",
      example: "train/0_cat",
      fix: "State `repeats` in the recipe, rename the folder, or take it out of the list."))
  static let unusableChildren = DiagnosticCode(
    "LR0509", "unusable-children", .warning,
    Explanation(
      meaning: "A parent folder holds folders with images whose names do not begin with a number of repeats.",
      why: "Only folders named `N_name` stand for their parent; the others are not trained, as with kohya.",
      example: "train/30_cat\ntrain/backgrounds",
      fix: "Rename them to `N_name`, or list them with `repeats` of their own."))
  static let repeatedFolder = DiagnosticCode(
    "LR0510", "repeated-folder", .warning,
    Explanation(
      meaning: "The same folder is listed twice in one dataset.",
      why: "sd-scripts trains the first mention and ignores the second, with all its settings.",
      example: "dataset:\n  images:\n    - train/30_cat\n    - train/30_cat",
      fix: "List it once, with the repeats that you want; or give the second a resolution of its own, which makes it\n"
        + "another dataset."))
  static let regularizationWithoutDataset = DiagnosticCode(
    "LR0511", "regularization-without-dataset", .error,
    Explanation(
      meaning: "A regularization folder states a resolution or batch size that no training folder has.",
      why: "Regularization images are balanced against the training images of the same dataset, that is of the same\n"
        + "resolution and batch size. Alone they would never be trained.",
      example: "dataset:\n  resolution: 512\n  regularization:\n    - path: reg/1_girl\n      resolution: 768",
      fix: "Leave the values out, or give those of the training folders that it belongs to."))
  static let regularizationInOneDataset = DiagnosticCode(
    "LR0512", "regularization-in-one-dataset", .remark,
    Explanation(
      meaning: "There are several datasets, and a regularization folder does not say to which it belongs.",
      why: "It is used with the training folders of the general resolution and batch size, or with the first dataset;\n"
        + "the other datasets are trained without regularization.",
      example:
        "dataset:\n  images:\n    - path: a\n    - path: b\n      resolution: 768\n  regularization: [reg/1_girl]",
      fix: "List the folder once for each dataset, with the resolution and batch size of that dataset."))
  static let emptyRegularization = DiagnosticCode(
    "LR0513", "empty-regularization", .warning,
    Explanation(
      meaning: "A regularization folder holds no images.",
      why: "The training runs without regularization. kohya_ss's GUI nevertheless doubles its number of steps.",
      example: "dataset:\n  regularization: [reg/1_girl]   # an empty folder",
      fix: "Put images there, or remove the folder from the recipe."))
  static let unusedRegularization = DiagnosticCode(
    "LR0514", "unused-regularization", .remark,
    Explanation(
      meaning: "There are more regularization images than the training images need.",
      why: "They are counted only up to the training images with their repeats; the rest, last by name, is never used.",
      example: "10 training images with 10 repeats, and 200 regularization images: 100 of these are used.",
      fix: "Nothing, or remove the ones that you want least so that the choice is yours."))
  static let overlappingSplit = DiagnosticCode(
    "LR0515", "overlapping-split", .warning,
    Explanation(
      meaning: "A part of the images is held out for validation, but no `validation.seed` is given.",
      why: "sd-scripts then shuffles once for training and once for validation, so images that are held out are also\n"
        + "trained, and the held-out loss says little.",
      example: "validation:\n  split: 0.1",
      fix: "Give a seed:\nvalidation:\n  split: 0.1\n  seed: 42"))
  static let undeterminedSplit = DiagnosticCode(
    "LR0516", "undetermined-split", .remark,
    Explanation(
      meaning: "Which images are held out changes from run to run, because neither seed is given.",
      why:
        "Images of different shapes fall into different buckets, so the number of batches, and with it of steps, may\n"
        + "differ from the plan by a few.",
      example: "validation:\n  split: 0.1",
      fix: "Give `validation.seed`."))
  static let emptySplit = DiagnosticCode(
    "LR0517", "empty-split", .warning,
    Explanation(
      meaning: "The part that is held out for validation comes to no image.",
      why: "The number is rounded for each folder on its own, so small folders give none and nothing is measured.",
      example: "validation:\n  split: 0.05   # of 8 images: 0.4, so none",
      fix: "Hold out a larger part, or put the images into fewer folders."))
}
