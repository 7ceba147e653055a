package import LoracAdvice
package import LoracFiles
internal import LoracPlan
internal import LoracRecipeEdits
package import LoracRunHistory

/// A proposal as a change of a recipe file's text.
package struct RecipeChange: Sendable, Hashable {
  /// Why there is no changed text.
  package enum Problem: Error, Sendable, Hashable {
    /// The recipe that the run was made from is not there any more.
    case missing(String)
    /// The text cannot be changed; the reason.
    case refused(path: String, reason: String)

    /// The problem in a sentence.
    package var explanation: String {
      switch self {
      case .missing(let path): "the run's recipe '\(path)' is not there"
      case .refused(let path, let reason): "'\(path)' is left as it is: \(reason)"
      }
    }
  }

  /// The recipe file, as it was named when the run began, or from here.
  package let path: String
  /// The proposal.
  package let proposal: Proposal
  /// Its bytes now.
  package let formerBytes: [UInt8]
  /// Its new bytes.
  package let bytes: [UInt8]
  /// The changed lines, as a unified diff; empty if the file says so already.
  package let diff: String
  /// Whether the file is no longer what the run was made from.
  package let isNewer: Bool

  /// `proposal` as a change of the recipe that the run was made from.
  package init(_ proposal: Proposal, of history: RunHistory) throws(Problem) {
    let recipe = try RunRecipe(of: history)
    do throws(RecipeEditError) {
      let edited = try RecipeEditor.apply(
        [RecipeEdit(proposal.key, proposal.newValue)], to: recipe.bytes, name: FilePaths.name(of: recipe.path))
      (bytes, diff) = (edited.bytes, edited.diff)
    } catch {
      throw .refused(path: recipe.path, reason: error.message)
    }
    (path, formerBytes, isNewer) = (recipe.path, recipe.bytes, recipe.isNewer)
    self.proposal = proposal
  }

  /// Writes the changed recipe in place of the old one, whole or not at all.
  package func write() throws(FileError) { try FileSystem.write(bytes, to: FileSystem.followingLinks(path)) }
}
