internal import ArgumentParser
internal import LoracFiles

/// Where a contact sheet may be drawn.
enum SheetPlace {
  /// Refuses the file `sheet` if it lay in one of `folders`: it would replace an image, or be trained as one.
  static func check(_ sheet: String?, outside folders: [String]) throws {
    guard let sheet, let folder = folders.first(where: { FileSystem.areSame($0, FilePaths.parent(of: sheet)) })
    else { return }
    throw ValidationError(
      "--sheet names a file in '\(folder)', where it would be trained; draw it into another folder.")
  }
}
