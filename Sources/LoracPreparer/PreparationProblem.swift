package import LoracFiles
package import LoracImages

/// Why something was not prepared.
package struct PreparationProblem: Error, Sendable, Hashable {
  /// What went wrong.
  package enum Cause: Sendable, Hashable {
    /// The system refused a file.
    case file(FileError)
    /// The file is no picture that can be read.
    case image(ImageError)
    /// ONNX Runtime cannot be used; why, and what to do if that is known, as sentences without a full stop.
    case runtime(String, remedy: String? = nil)
    /// A model, or a file that comes with it, cannot be used, or failed; why, and what to do if that is known, as
    /// sentences without a full stop.
    case model(String, remedy: String? = nil)
    /// The name is not UTF-8, so that neither copies nor captions can have it.
    case name
    /// The folder did not come out as it should, because its originals change all the time.
    case restless
  }

  /// The original, the model or the folder.
  package var path: String
  /// What went wrong.
  package var cause: Cause

  /// `cause` at `path`.
  package init(_ path: String, _ cause: Cause) {
    self.path = path
    self.cause = cause
  }

  /// What `body` gives; a refused file as a problem.
  static func files<Result>(_ body: () throws(FileError) -> Result) throws(PreparationProblem) -> Result {
    do { return try body() } catch { throw PreparationProblem(error.path, .file(error)) }
  }
}
