/// Something about edits, groups or captions that the user should know.
package enum TagFinding: Hashable, Sendable {
  /// A name in an edit that no caption has: how it is written, and what may help.
  case unmatched(String, at: Place, hint: Hint?)
  /// A pattern for images that names none.
  case unmatchedImages(String, at: Place, suggestion: String?)
  /// Images that have none of the tags that an edit requires.
  case missing([String], images: [String], of: Int, at: Place)
  /// Images that are left without any tag; the last edit that took one from them.
  case emptied(images: [String], at: Place)
  /// A group that does not exist.
  case unknownGroup(String, at: Place, suggestion: String?)
  /// Groups each of which contains the next, and the last one the first.
  case cyclicGroup([String])
  /// Tags each of which implies the next, and the last one the first.
  case cyclicImplication([String])

  /// Where it is in the recipe.
  package enum Place: Hashable, Sendable {
    /// An edit as a whole, by its place in the list.
    case edit(Int)
    /// One of the names of an edit.
    case name(Int, edit: Int)
    /// One of the patterns for images of an edit.
    case image(Int, edit: Int)
    /// A group.
    case group(String)
    /// An implication, by the tag on its left.
    case implication(String)
  }

  /// What may have happened to a name that matches nothing.
  package enum Hint: Hashable, Sendable {
    /// A tag with nearly the same spelling, or one that holds the name as a word.
    case near(String)
    /// An earlier edit had deleted or renamed it.
    case removed(byEdit: Int)
    /// Only images that the edit does not name have it; the first of these.
    case elsewhere(image: String)
    /// A sentence has the words; the image.
    case inSentence(image: String)
  }
}
