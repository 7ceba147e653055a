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

  /// Room for the plan of a million images, with four containers and some twenty values each.
  private static let limits = JSONLimits(byteCount: 1 << 30, containerCount: 8_000_000, valueCount: 40_000_000)

  /// Whether `path` is meant as a saved plan rather than a recipe.
  static func isPlan(_ path: String) -> Bool { path.hasSuffix(".json") }

  /// The plan saved at `path`.
  static func read(_ path: String) throws(Problem) -> TrainingPlan {
    let bytes = try bytes(path)
    let value: JSONValue
    do throws(JSONError) {
      value = try JSONValue.parse(bytes, limits: limits)
    } catch {
      throw Problem(message: "'\(path)' is not a plan: \(error.message) at byte \(error.byteOffset)")
    }
    guard value["plan_version"] == .integer(1) else {
      throw Problem(message: "'\(path)' is not a plan that this lorac can read (plan_version 1)")
    }
    do throws(JSONDecodingFailure) {
      return try JSONValueDecoder.decode(TrainingPlan.self, from: value, options: .plan)
    } catch {
      throw Problem(message: "'\(path)' is not a plan: \(error)")
    }
  }

  private static func bytes(_ path: String) throws(Problem) -> [UInt8] {
    do throws(FileError) {
      return try FileSystem.read(path, limit: limits.byteCount)
    } catch {
      throw Problem(message: "cannot read '\(path)': \(error.reason)")
    }
  }

  /// The JSON text of `plan`.
  static func text(_ plan: TrainingPlan) throws -> String {
    try JSONValueEncoder.encode(plan, options: .plan).serialized(pretty: true) + "\n"
  }
}
