/// An image and its caption, before edits.
package struct ImageCaption: Hashable, Sendable {
  /// The folder, as the recipe names it.
  package var folder: String
  /// The file's name.
  package var file: String
  /// The caption; nil if the image has none.
  ///
  /// Several lines are choices, each edited by itself.
  package var text: String?

  /// A caption of an image.
  package init(folder: String, file: String, text: String?) {
    self.folder = folder
    self.file = file
    self.text = text
  }

  /// The last part of the folder's path and the file, as messages name an image.
  package var name: String { (folder.split(separator: "/").last.map { "\($0)/" } ?? "") + file }
}

/// An image's caption before and after edits.
package struct EditedCaption: Hashable, Sendable {
  /// The image, and its caption before.
  package var image: ImageCaption
  /// The caption afterwards, as it was to the byte where nothing changed; nil if no caption is left.
  ///
  /// An empty caption file must not be written: sd-scripts stops at one.
  package var text: String?
  /// The tags before, line by line.
  package var tagsBefore: [[String]]
  /// The tags afterwards, line by line.
  package var tags: [[String]]
  /// What happened, in order.
  package var changes: [TagChange]

  /// Whether anything is different.
  package var isChanged: Bool { text != image.text }
}

/// One change of one caption.
package struct TagChange: Hashable, Sendable {
  /// What happened to a tag.
  package enum Kind: Hashable, Sendable {
    /// It was deleted.
    case removed(TagReason)
    /// It was put there.
    case added
    /// It was replaced by others; none if the new name was there already.
    case renamed(to: String)
    /// It was put at the front.
    case moved
  }

  /// The tag as the caption had it; for an added one, as it has it now.
  package var tag: String
  /// What happened.
  package var kind: Kind
  /// The edit's place in the list.
  package var edit: Int
  /// The line of the caption, from 0.
  package var line: Int

  /// A change.
  package init(tag: String, kind: Kind, edit: Int, line: Int) {
    self.tag = tag
    self.kind = kind
    self.edit = edit
    self.line = line
  }
}

/// Why a tag was deleted.
package enum TagReason: Hashable, Sendable {
  /// An edit names it: the name as written, which may be a glob or words of a sentence.
  case named(String)
  /// It belongs to a group.
  case group(String)
  /// It stands there already.
  case duplicate(of: String)
  /// Another tag says it too.
  case implied(by: String)
  /// It is none of those that are kept.
  case notKept
  /// It stood behind so many others.
  case beyond(Int)
}
