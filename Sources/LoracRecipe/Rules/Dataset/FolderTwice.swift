internal import LoracDiagnostics
internal import LoracFiles
internal import LoracSchema

/// A folder that is listed twice counts once.
enum FolderTwice: RecipeRule {
  static let code = DiagnosticCode(
    "LR0449", "folder-twice", .error,
    Explanation(
      meaning: "The same folder is listed twice with the same resolution and batch size.",
      why:
        "kohya uses the first and ignores the other, with its repeats and captions (sd-scripts `train_util.py:2122`).",
      example: "dataset:\n  images:\n    - path: train/10_cat\n    - path: train/10_cat",
      fix:
        "List it once, with the sum of the repeats:\n\ndataset:\n  images:\n    - path: train/10_cat\n      repeats: 20"
    ))

  static func check(_ recipe: Recipe, into diagnostics: inout DiagnosticList) {
    var seen: [String: ImageFolder] = [:]
    for folder in recipe.folders {
      let resolution = folder.value(FolderFields.resolution, or: DatasetFields.resolution, in: recipe)
      let batch = folder.value(FolderFields.batchSize, or: DatasetFields.batchSize, in: recipe)
      let key = "\(FilePaths.clean(folder.path))\u{0}\(resolution?.description ?? "")\u{0}\(batch ?? 0)"
      guard let first = seen[key] else {
        seen[key] = folder
        continue
      }
      report(
        "the folder '\(folder.path)' is listed twice",
        at: [Label(folder.source.range, "ignored"), Label(first.source.range, "listed here already")],
        notes: [.help("list it once, with the sum of the repeats")], into: &diagnostics)
    }
  }
}
