internal import LoracDiagnostics
internal import LoracFiles
internal import LoracRateFinder
internal import LoracRecipe
internal import LoracRecipeEdits

/// Found rates on their way into a recipe's file.
struct RateEditing {
  /// The recipe's path.
  let path: String
  /// The edits.
  let edits: [RecipeEdit]

  /// The file's text now, and with the edits; or why there is no such text.
  enum Result {
    /// The edited text.
    case edited(EditedRecipe)
    /// Why it is left as it is.
    case refused(Diagnostic)
  }

  /// Edits the text as it is on disk now, which a long search may have outlived.
  func run() -> Result {
    let bytes: [UInt8]
    do throws(FileError) {
      bytes = try FileSystem.read(path)
    } catch {
      return refused(error.reason)
    }
    let edited: EditedRecipe
    do throws(RecipeEditError) {
      edited = try RecipeEditor.apply(edits, to: bytes, name: path)
    } catch {
      return refused(error.message)
    }
    if let new = EditedRecipeCheck.newError(path, before: bytes, after: edited.bytes) {
      return refused("with the new rates it would be refused: \(new.headline)")
    }
    return .edited(edited)
  }

  /// Writes the edited text; nil if that went well.
  func write(_ edited: EditedRecipe) -> Diagnostic? {
    do throws(FileError) {
      try FileSystem.write(edited.bytes, to: FileSystem.followingLinks(path))
      return nil
    } catch {
      return .recipeNotWritten(path, error.reason)
    }
  }

  private func refused(_ reason: String) -> Result {
    let values = edits.map { edit in
      switch edit.change {
      case .set(let value): "\(edit.name): \(value)"
      case .remove: "nothing for \(edit.name)"
      }
    }
    return .refused(.recipeNotEdited(path, reason, values: values))
  }
}
