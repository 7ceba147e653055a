internal import LoracFiles
internal import LoracPlan
internal import LoracPlanText

/// Plans saved as JSON.
enum PlanFile {
  /// Why a saved plan cannot be used, for people.
  struct Problem: Error {
    /// The sentence.
    var message: String
  }

  /// Whether `path` is meant as a saved plan rather than a recipe.
  static func isPlan(_ path: String) -> Bool { path.hasSuffix(".json") }

  /// The plan saved at `path`.
  static func read(_ path: String) throws(Problem) -> TrainingPlan {
    let bytes = try bytes(path)
    do throws(PlanDocument.Problem) {
      return try PlanDocument.read(bytes)
    } catch {
      throw Problem(message: "'\(path)' \(error.message)")
    }
  }

  private static func bytes(_ path: String) throws(Problem) -> [UInt8] {
    do throws(FileError) {
      return try FileSystem.read(path, limit: PlanDocument.byteLimit)
    } catch {
      throw Problem(message: "cannot read '\(path)': \(error.reason)")
    }
  }

  /// The JSON text of `plan`.
  static func text(_ plan: TrainingPlan) throws -> String { try PlanDocument.text(plan) }
}
