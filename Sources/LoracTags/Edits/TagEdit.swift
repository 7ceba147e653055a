/// One step of changing the tags of a dataset.
package struct TagEdit: Hashable, Sendable {
  /// What is done.
  ///
  /// Names are tags, globs (`white *`), groups (`@background`) or words inside sentences (`text:wearing a hat`); see
  /// ``TagPattern``. New tags are written into captions as they stand here.
  package enum Operation: Hashable, Sendable {
    /// Deletes tags.
    case remove([String])
    /// Replaces tags, all pairs at once; an empty new name deletes, one with commas gives several tags.
    case rename([Renaming])
    /// Puts tags that are not there yet at the end.
    case add([String])
    /// Puts tags at the front, in this order, taking them from where they stand.
    case prepend([String])
    /// Deletes tags that say what another one says.
    case dedupe(Redundancy)
    /// Changes nothing; a finding for each image that has none of these.
    case require([String])
    /// Deletes all other tags.
    case keepOnly([String])
    /// Keeps the first tags of each caption, at most so many.
    case limit(Int)
    /// Puts tags in order.
    case sort(Order)
  }

  /// An old name and a new one.
  package struct Renaming: Hashable, Sendable {
    /// What is replaced; a tag, glob, group or words inside sentences.
    package var old: String
    /// What replaces it.
    package var new: String

    /// Replaces `old` by `new`.
    package init(_ old: String, _ new: String) {
      self.old = old
      self.new = new
    }
  }

  /// Which tags are redundant.
  package enum Redundancy: String, Hashable, Sendable, CaseIterable {
    /// The same tag a second time.
    case exact
    /// Also tags that another one of the same caption implies.
    case implied
  }

  /// An order of tags.
  package enum Order: String, Hashable, Sendable, CaseIterable {
    /// The most frequent in the whole dataset first, whatever images the edit is limited to; ties stay as they are.
    case frequency
    /// By letters.
    case alphabet
    /// As they are: taggers write the surest first.
    case keep
  }

  /// What is done.
  package var operation: Operation
  /// Globs of the images that are changed, as ``ImageGlob`` reads them; all if there are none.
  package var images: [String]
  /// The folder whose images alone are changed, as ``ImageCaption`` has it; nil for all folders.
  package var folder: String?

  /// An edit of all images, or of those that `images` names and `folder` holds.
  package init(_ operation: Operation, images: [String] = [], folder: String? = nil) {
    self.operation = operation
    self.images = images
    self.folder = folder
  }
}

extension TagEdit.Operation {
  /// The operation's key in a recipe.
  package var keyword: String {
    switch self {
    case .remove: "remove"
    case .rename: "rename"
    case .add: "add"
    case .prepend: "prepend"
    case .dedupe: "dedupe"
    case .require: "require"
    case .keepOnly: "keep_only"
    case .limit: "max_tags"
    case .sort: "sort"
    }
  }

  /// The names that are looked for, in the order of the recipe.
  package var names: [String] {
    switch self {
    case .remove(let names), .require(let names), .keepOnly(let names): names
    case .rename(let renamings): renamings.map(\.old)
    case .add, .prepend, .dedupe, .limit, .sort: []
    }
  }
}
