internal import ArgumentParser
internal import LoracFiles

/// Where a contact sheet may be drawn.
enum SheetPlace {
  /// Refuses the file `sheet` if it lay in one of `folders`: it would replace an image, or be trained as one.
  ///
  /// A file that is there and no sheet is refused as well.
  static func check(_ sheet: String?, outside folders: [String]) throws {
    guard let sheet else { return }
    if let folder = folders.first(where: { FileSystem.areSame($0, FilePaths.parent(of: sheet)) }) {
      throw ValidationError(
        "--sheet names a file in '\(folder)', where it would be trained; draw it into another folder.")
    }
    try OutputFile.check(sheet, .sheet, option: "--sheet")
  }
}
