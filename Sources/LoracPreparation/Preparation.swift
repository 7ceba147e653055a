package import LoracDataset
internal import LoracFiles
package import LoracTags

/// What a recipe asks to be done with its images before they are trained.
package struct Preparation: Sendable {
  /// One folder of originals.
  package struct Folder: Sendable {
    /// How the originals are read.
    package var request: FolderRequest
    /// What is done with them.
    package var settings: FolderPreparation

    /// The folder that `request` reads.
    package init(_ request: FolderRequest, _ settings: FolderPreparation) {
      self.request = request
      self.settings = settings
    }
  }

  /// The folders, in the order of the plan; also those with which nothing is done.
  package var folders: [Folder]
  /// The changes of tags in all folders; those of one folder name its images.
  package var edits: [TagEdit]
  /// The groups and implications that edits use.
  package var vocabulary: TagVocabulary
  /// The recipe's own groups and implications as text, which changes when they do.
  package var vocabularyText: String
  /// What stands between tags.
  package var separator: String

  /// Preparation of `folders`.
  package init(
    folders: [Folder], edits: [TagEdit], vocabulary: TagVocabulary, vocabularyText: String, separator: String
  ) {
    self.folders = folders
    self.edits = edits
    self.vocabulary = vocabulary
    self.vocabularyText = vocabularyText
    self.separator = separator
  }

  /// Whether anything is done at all.
  package var isActive: Bool { folders.contains(where: \.settings.isActive) }

  /// An edit that a folder states for itself, as one among those of all folders.
  package static func edit(_ edit: TagEdit, ofFolder path: String) -> TagEdit {
    var edit = edit
    let patterns = edit.images.isEmpty ? ["*"] : edit.images
    edit.images = patterns.map { FilePaths.join(path, FilePaths.name(of: $0)) }
    return edit
  }
}
