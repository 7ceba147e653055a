internal import LoracFiles
internal import LoracJSON
internal import LoracPlan

/// Plans saved as JSON.
enum PlanFile {
  /// Why a saved plan cannot be used, for people.
  struct Problem: Error {
    /// The sentence.
    var message: String
  }

  /// The largest plan that is read: some millions of images.
  private static let limit = 2 << 30

  /// Whether `path` is meant as a saved plan rather than a recipe.
  static func isPlan(_ path: String) -> Bool { path.hasSuffix(".json") }

  /// The plan saved at `path`.
  static func read(_ path: String) throws(Problem) -> TrainingPlan {
    do {
      let bytes = try FileSystem.read(path, limit: limit)
      let value = try JSONValue.parse(bytes, maximumByteCount: limit)
      guard value["plan_version"] == .integer(1) else {
        throw Problem(message: "'\(path)' is not a plan that this lorac can read (plan_version 1)")
      }
      return try JSONValueDecoder.decode(TrainingPlan.self, from: value, options: .plan)
    } catch let problem as Problem {
      throw problem
    } catch let error as FileError {
      throw Problem(message: "cannot read '\(path)': \(error.reason)")
    } catch let failure as JSONDecodingFailure {
      throw Problem(message: "'\(path)' is not a plan: \(failure)")
    } catch {
      throw Problem(message: "'\(path)' is not a plan: \(error)")
    }
  }

  /// The JSON text of `plan`.
  static func text(_ plan: TrainingPlan) throws -> String {
    try JSONValueEncoder.encode(plan, options: .plan).serialized(pretty: true) + "\n"
  }
}
