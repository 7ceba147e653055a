package import LoracDataset
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

  /// Groups and implications that a recipe defines for itself, in its order.
  package struct Words: Sendable {
    /// Groups of tags, each with its entries.
    package var groups: [(name: String, entries: [String])]
    /// Tags, each with those that it makes redundant.
    package var implications: [(name: String, entries: [String])]

    /// The words of a recipe; none unless given.
    package init(
      groups: [(name: String, entries: [String])] = [], implications: [(name: String, entries: [String])] = []
    ) {
      self.groups = groups
      self.implications = implications
    }

    /// A text that changes whenever they do.
    var text: String { "\(groups) \(implications)" }
  }

  /// The folders, in the order of the plan; also those with which nothing is done.
  package var folders: [Folder]
  /// The changes of tags in all folders; those of one folder name it.
  package var edits: [TagEdit]
  /// The recipe's own groups and implications.
  package var words: Words
  /// What stands between tags.
  package var separator: String

  /// Preparation of `folders`.
  package init(
    folders: [Folder], edits: [TagEdit], words: Words = Words(), separator: String
  ) {
    self.folders = folders
    self.edits = edits
    self.words = words
    self.separator = separator
  }

  /// The groups and implications that edits use, the built-in ones among them; read when they are asked for.
  package var vocabulary: TagVocabulary {
    guard !words.groups.isEmpty || !words.implications.isEmpty else { return .builtIn }
    return TagVocabulary(
      groups: words.groups, implications: words.implications.map { TagImplications.Rule($0.name, $0.entries) })
  }

  /// Whether anything is done at all.
  package var isActive: Bool { folders.contains(where: \.settings.isActive) }
}
