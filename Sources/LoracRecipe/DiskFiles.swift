internal import LoracFiles

/// Recipes on disk.
package struct DiskFiles: RecipeFiles {
  /// No recipe is larger; a checkpoint given by mistake is not read into memory.
  private static let limit = 16 << 20

  /// The disk.
  package init() {}

  /// The bytes of the file at `path`.
  package func read(_ path: String) throws(RecipeFileProblem) -> [UInt8] {
    do throws(FileError) {
      return try FileSystem.read(path, limit: Self.limit)
    } catch {
      throw RecipeFileProblem(error.reason)
    }
  }
}
