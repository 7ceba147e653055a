internal import LoracJSON
package import LoracPlan

/// Plans as JSON text, which anyone may have edited.
package enum PlanDocument {
  /// Why a text is not a plan.
  package struct Problem: Error, Sendable, Hashable {
    /// One phrase without the file's name, as in `is not a plan: saves[3].bytes: expected an integer, found a string`.
    package var message: String
  }

  /// Room for the plan of a million images, with four containers and some twenty values each.
  private static let limits = JSONLimits(byteCount: byteLimit, containerCount: 8_000_000, valueCount: 40_000_000)
  /// The longest text that is read.
  package static let byteLimit = 1 << 30

  /// Integers are at most this far from 0, so that sums and differences of a plan's numbers cannot overflow.
  ///
  /// Only kohya's own arguments, with which nothing is computed, may be larger.
  private static let largestInteger = 1 << 53

  /// The plan that `text` describes.
  ///
  /// Refuses other versions, numbers that no plan holds, and a plan without images: whoever reads a plan may rely on at
  /// least one dataset with at least one folder.
  package static func read(_ text: [UInt8]) throws(Problem) -> TrainingPlan {
    let value: JSONValue
    do throws(JSONError) {
      value = try JSONValue.parse(text, limits: limits)
    } catch {
      throw Problem(message: "is not a plan: \(error.message) at byte \(error.byteOffset)")
    }
    guard value["plan_version"] == .integer(1) else {
      throw Problem(message: "is not a plan that this lorac can read (plan_version 1)")
    }
    try checkIntegers(value, "")
    let plan: TrainingPlan
    do throws(JSONDecodingFailure) {
      plan = try JSONValueDecoder.decode(TrainingPlan.self, from: value, options: .plan)
    } catch {
      throw Problem(message: "is not a plan: \(error)")
    }
    guard !plan.data.datasets.isEmpty, plan.data.datasets.allSatisfy({ !$0.folders.isEmpty }) else {
      throw Problem(message: "is not a plan: data.datasets: expected at least one dataset, each with a folder")
    }
    return plan
  }

  /// The text of `plan`, which ends with a line break.
  package static func text(_ plan: TrainingPlan) throws -> String {
    // Step by step, so that of a large plan no more than two forms are in memory.
    var bytes = try JSONValueEncoder.encode(plan, options: .plan).serializedBytes(pretty: true)
    bytes.append(UInt8(ascii: "\n"))
    return String(decoding: bytes, as: UTF8.self)
  }

  private static func checkIntegers(_ value: JSONValue, _ path: String) throws(Problem) {
    switch value {
    case .integer(let number) where number.magnitude > largestInteger:
      throw Problem(message: "is not a plan: \(path): no plan holds the number \(number)")
    case .array(let items):
      for (index, item) in items.enumerated() where item.mayHoldIntegers {
        try checkIntegers(item, "\(path)[\(index)]")
      }
    case .object(let members):
      for member in members where member.value.mayHoldIntegers && !(path.isEmpty && member.key == "kohya") {
        try checkIntegers(member.value, path.isEmpty ? member.key : "\(path).\(member.key)")
      }
    default: break
    }
  }
}

extension JSONValue {
  /// Whether it is worth making a path for it.
  fileprivate var mayHoldIntegers: Bool {
    switch self {
    case .integer(let number): number.magnitude > 1 << 32
    case .array, .object: true
    default: false
    }
  }
}
