internal import LoracJSON
package import LoracPlan

/// What differs between two plans, in the words of a LoRA author.
package struct PlanDifference: Sendable, Hashable {
  /// One setting that differs, or one consequence.
  package struct Line: Sendable, Hashable {
    /// The setting's path in the plan, or the consequence's name.
    package var subject: String
    /// What changed, as in `10 → 12`.
    package var change: String
  }

  /// Settings that differ, in the plan's order.
  package private(set) var settings: [Line] = []
  /// What follows from them: steps, files, sizes.
  package private(set) var consequences: [Line] = []
  /// What differs in the dataset and the base model's file.
  package private(set) var inputs: [Line] = []

  /// Compares `old` with `new`; lorac's own diagnostics and the path of the recipe do not count.
  package init(from old: TrainingPlan, to new: TrainingPlan) throws {
    settings = try SettingDifference.lines(old, new)
    consequences = ConsequenceDifference.lines(old, new)
    inputs = InputDifference.lines(old, new)
  }

  /// Whether the plans train the same.
  package var isEmpty: Bool { settings.isEmpty && consequences.isEmpty && inputs.isEmpty }

  /// One line for each change, what follows from the settings last; empty for equal plans.
  package var text: String {
    let all = settings + inputs + consequences
    let width = all.map(\.subject.count).max() ?? 0
    return all.map { line in
      line.subject + String(repeating: " ", count: width - line.subject.count + 2) + line.change + "\n"
    }.joined()
  }
}

/// The settings that differ, found by comparing the plans' JSON.
private enum SettingDifference {
  /// What is not a setting but follows from settings and files.
  private static let derived: Set<String> = [
    "plan_version", "origin", "epochs", "batches_per_epoch", "steps", "buckets", "saves", "samples", "learning_rates",
    "dataset", "fingerprint", "memory", "time", "diagnostics", "network.parts", "model.file",
  ]

  static func lines(_ old: TrainingPlan, _ new: TrainingPlan) throws -> [PlanDifference.Line] {
    var (before, after) = ([(String, String)](), [(String, String)]())
    flatten(try JSONValueEncoder.encode(old, options: .plan), "", into: &before)
    flatten(try JSONValueEncoder.encode(new, options: .plan), "", into: &after)
    let oldValues = Dictionary(before, uniquingKeysWith: { first, _ in first })
    let newValues = Dictionary(after, uniquingKeysWith: { first, _ in first })
    let removed = before.filter { newValues[$0.0] == nil && $0.1 != "nothing" }
    return after.compactMap { path, value in
      let earlier = oldValues[path] ?? "nothing"
      return earlier == value ? nil : PlanDifference.Line(subject: path, change: "\(earlier) → \(value)")
    } + removed.map { PlanDifference.Line(subject: $0.0, change: "\($0.1) → nothing") }
  }

  private static func flatten(_ value: JSONValue, _ path: String, into leaves: inout [(String, String)]) {
    guard !derived.contains(path) else { return }
    switch value {
    case .object(let members):
      for member in members {
        flatten(member.value, path.isEmpty ? member.key : "\(path).\(member.key)", into: &leaves)
      }
    case .array(let items):
      for (index, item) in items.enumerated() { flatten(item, "\(path)[\(index)]", into: &leaves) }
    case .null: leaves.append((path, "nothing"))
    case .string(let text): leaves.append((path, text))
    case .number(let number): leaves.append((path, Numbers.shortest(number)))
    default: leaves.append((path, value.serialized(pretty: false)))
    }
  }
}

/// Steps, files and sizes.
private enum ConsequenceDifference {
  static func lines(_ old: TrainingPlan, _ new: TrainingPlan) -> [PlanDifference.Line] {
    var lines: [PlanDifference.Line] = []
    func compare(_ subject: String, _ before: Int?, _ after: Int?, _ text: (Int) -> String = Numbers.grouped) {
      guard before != after else { return }
      var change = "\(before.map(text) ?? "unknown") → \(after.map(text) ?? "unknown")"
      if let before, let after {
        change += " (\(after > before ? "+" : "−")\(text(abs(after - before))))"
      }
      lines.append(PlanDifference.Line(subject: subject, change: change))
    }
    compare("steps", old.steps.total, new.steps.total)
    compare("steps per epoch", old.steps.perEpoch, new.steps.perEpoch)
    compare("warm-up steps", old.steps.warmup, new.steps.warmup)
    compare("epochs that begin", old.epochs, new.epochs)
    compare("files", old.saves.count, new.saves.count)
    compare("size of all files", size(old), size(new), Numbers.bytes)
    compare("buckets", old.buckets?.count, new.buckets?.count)
    compare("preview moments", old.samples.count, new.samples.count)
    if old.saves.count == new.saves.count, old.saves.map(\.file) != new.saves.map(\.file) {
      lines.append(PlanDifference.Line(subject: "file names", change: "differ"))
    }
    return lines
  }

  private static func size(_ plan: TrainingPlan) -> Int { plan.saves.reduce(0) { $0 + $1.bytes } }
}

/// Images, captions and the base model's file.
private enum InputDifference {
  static func lines(_ old: TrainingPlan, _ new: TrainingPlan) -> [PlanDifference.Line] {
    var lines: [PlanDifference.Line] = []
    if old.model.file != new.model.file || old.fingerprint.model != new.fingerprint.model {
      lines.append(PlanDifference.Line(subject: "base model", change: describe(old, new)))
    }
    guard old.fingerprint.dataset != new.fingerprint.dataset || old.dataset != new.dataset else { return lines }
    guard let before = old.dataset, let after = new.dataset else {
      let change = new.dataset == nil ? "is no longer on this machine" : "was not on this machine"
      return lines + [PlanDifference.Line(subject: "images", change: change)]
    }
    let images = imageLines(index(before), index(after))
    // Equal contents in another order, or a file lorac does not read itself, still change the fingerprint.
    return lines
      + (images.isEmpty ? [PlanDifference.Line(subject: "images", change: "changed in order or kind")] : images)
  }

  private static func describe(_ old: TrainingPlan, _ new: TrainingPlan) -> String {
    switch (old.model.file, new.model.file) {
    case (nil, _?): "was not on this machine"
    case (_?, nil): "is no longer on this machine"
    case (let before?, let after?) where before.bytes != after.bytes:
      "\(Numbers.grouped(before.bytes)) → \(Numbers.grouped(after.bytes)) bytes"
    default: "its contents changed"
    }
  }

  private static func index(_ dataset: DatasetPlan) -> [String: ImagePlan] {
    var images: [String: ImagePlan] = [:]
    for folder in dataset.folders {
      for image in folder.images { images["\(folder.path)/\(image.file)"] = image }
    }
    return images
  }

  private static func imageLines(_ old: [String: ImagePlan], _ new: [String: ImagePlan]) -> [PlanDifference.Line] {
    let both = old.keys.filter { new[$0] != nil }
    let groups: [(String, [String])] = [
      ("images added", new.keys.filter { old[$0] == nil }),
      ("images removed", old.keys.filter { new[$0] == nil }),
      ("images changed", both.filter { old[$0]?.digest != new[$0]?.digest }),
      ("captions changed", both.filter { old[$0]?.caption != new[$0]?.caption }),
      ("repeats changed", both.filter { old[$0]?.repeats != new[$0]?.repeats }),
    ]
    return groups.filter { !$0.1.isEmpty }.map { subject, names in
      let sorted = names.sorted()
      let rest = sorted.count > 5 ? ", …" : ""
      return PlanDifference.Line(
        subject: subject, change: "\(sorted.count): \(sorted.prefix(5).joined(separator: ", "))\(rest)")
    }
  }
}
