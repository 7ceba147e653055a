/// One image folder that a recipe names, with what decides how it is read.
package struct FolderRequest: Hashable, Sendable {
  /// The folder to read, absolute or relative to the working directory.
  package var path: String
  /// The folder as sd-scripts will be given it; the search for face crops' captions depends on its underscores.
  package var trainedPath: String
  /// How often each image counts per epoch; nil takes it from the folder's name, or 1.
  package var repeats: Int?
  /// Caption of images without a file; nil takes it from the folder's name when that says repeats too.
  package var classTokens: String?
  /// Extension of caption files; a missing dot is added, as sd-scripts does.
  package var captionExtension: String
  /// Whether the images regularise.
  package var isRegularization: Bool
  /// Whether every line of a caption counts (`enable_wildcard`).
  package var usesAllCaptionLines: Bool

  /// A request; `trainedPath` equals `path` unless given.
  package init(
    path: String, trainedPath: String? = nil, repeats: Int? = nil, classTokens: String? = nil,
    captionExtension: String = ".txt", isRegularization: Bool = false, usesAllCaptionLines: Bool = false
  ) {
    self.path = path
    self.trainedPath = trainedPath ?? path
    self.repeats = repeats
    self.classTokens = classTokens
    self.captionExtension =
      captionExtension.isEmpty || captionExtension.hasPrefix(".") ? captionExtension : "." + captionExtension
    self.isRegularization = isRegularization
    self.usesAllCaptionLines = usesAllCaptionLines
  }

  /// The last component of the path; empty for `/` alone.
  package var name: String {
    path.split(separator: "/", omittingEmptySubsequences: true).last.map(String.init) ?? ""
  }

  /// Repeats and class tokens, from the request first and the name second.
  package var resolved: (repeats: Int, classTokens: String?) {
    if case .usable(let named, let tokens) = FolderName(name) { return (repeats ?? named, classTokens ?? tokens) }
    return (repeats ?? 1, classTokens)
  }
}
