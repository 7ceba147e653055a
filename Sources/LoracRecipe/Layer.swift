package import LoracDiagnostics
package import LoracSchema

/// One source of settings: a preset, a recipe or a `--set` argument.
package struct Layer: Sendable {
  /// The text.
  package var file: SourceFile
  /// What it states, resets included.
  package var settings: Settings

  /// The settings that `file` states.
  package init(file: SourceFile, settings: Settings) {
    self.file = file
    self.settings = settings
  }
}

/// Files as a recipe's loader sees them; tests and fuzzers replace the disk by a dictionary.
package protocol RecipeFiles: Sendable {
  /// The bytes of the file at `path`.
  func read(_ path: String) throws(RecipeFileProblem) -> [UInt8]
}

/// Why a recipe or preset cannot be read, in the system's words.
package struct RecipeFileProblem: Error, Sendable, Hashable {
  /// The reason, as in "No such file or directory".
  package var reason: String

  /// A refusal for `reason`.
  package init(_ reason: String) { self.reason = reason }
}
