internal import LoracRecipe

/// Recipes as they were in a revision of the git repository that holds the working directory.
struct GitFiles: RecipeFiles {
  /// A commit, branch or tag.
  var revision: String

  /// The bytes of the file at `path`, relative to the working directory.
  func read(_ path: String) throws(RecipeFileProblem) -> [UInt8] {
    let place = path.hasPrefix("/") ? path : "./\(path)"
    guard let result = CapturedProcess.run(["git", "show", "\(revision):\(place)"]) else {
      throw RecipeFileProblem("git cannot be started")
    }
    guard result.status == 0 else {
      let reason = String(decoding: result.error, as: UTF8.self).trimmed
      throw RecipeFileProblem(reason.isEmpty ? "git show failed" : reason)
    }
    return result.output
  }
}
