/// What stands in a folder beside its trained images.
package struct FolderSurvey: Hashable, Sendable {
  /// How many files have one extension.
  package struct ExtensionCount: Hashable, Sendable {
    /// The extension as written, with its dot; empty for names without one.
    package var fileExtension: String
    /// Files with it.
    package var files: Int
    /// Of those, files named like a trained image.
    package var matchingImages: Int
  }

  /// A folder within the folder; sd-scripts never enters it.
  package struct Nested: Hashable, Sendable {
    /// Its name.
    package var name: FileName
    /// Images directly in it.
    package var images: Int
  }

  /// Images by their name that sd-scripts does not see (`.Png`, `.gif`, hidden), sorted.
  package var unseenImages: [FileName] = []
  /// Files that are no images, by extension, most frequent first.
  package var otherFiles: [ExtensionCount] = []
  /// Folders that hold images, sorted.
  package var nestedFolders: [Nested] = []
  /// Image names that differ only in their extension, so that they share one caption file; one name of each group.
  package var sharedStems: [FileName] = []

  /// An empty survey.
  package init() {}
}
