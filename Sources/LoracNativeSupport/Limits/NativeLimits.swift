internal import LoracDiagnostics
package import LoracPlan
internal import LoracPlanSettings

/// What of a plan the native trainer does not do.
package enum NativeLimits {
  /// All problems of `plan`, those of the model first.
  package static func problems(_ plan: TrainingPlan) -> [NativeProblem] {
    model(plan) + AlgorithmLimits.problems(plan) + network(plan) + images(plan) + files(plan) + machines(plan)
      + precision(plan) + ArgumentLimits.problems(plan)
  }

  private static func model(_ plan: TrainingPlan) -> [NativeProblem] {
    let family = plan.model.family
    guard family != .sd15 else { return [] }
    return [
      NativeProblem(
        "model.family", "model.base", label: "is \(family.rawValue)",
        Diagnostic(
          NativeDiagnostics.family, "the native trainer cannot train \(family.rawValue)",
          notes: [.note("it has the networks of sd15 alone")]))
    ]
  }

  /// The arguments of kohya's network that have no field of their own.
  private static func network(_ plan: TrainingPlan) -> [NativeProblem] {
    let known = NetworkPlan.loraPlusArguments
    return plan.network.args.compactMap { argument in
      let field = "network.args.\(argument.name)"
      guard known.contains(argument.name) else {
        return .refused(field, "it takes \(known.joined(separator: ", "))")
      }
      guard Double(argument.value).map({ $0 > 0 && $0.isFinite }) != true else { return nil }
      return NativeProblem(
        field, label: "is '\(argument.value)'", isDoneByKohya: false,
        Diagnostic(NativeDiagnostics.setting, "the network argument '\(argument.name)' must be a number above 0"))
    }
  }

  private static func images(_ plan: TrainingPlan) -> [NativeProblem] {
    let changesColors = plan.data.datasets.contains { $0.folders.contains(where: \.colorAugmentation) }
    return changesColors ? [.refused("dataset.color_augmentation")] : []
  }

  private static func files(_ plan: TrainingPlan) -> [NativeProblem] {
    var problems: [NativeProblem] = []
    if plan.save.format != "safetensors" {
      problems.append(.refused("save.format", "it writes safetensors"))
    }
    if let state = plan.save.stateEvery, !fits(state, plan.save.every) {
      let files = plan.save.every.map { "every \($0)" } ?? "never"
      problems.append(
        NativeProblem(
          "save.state.every", label: "every \(state)", isDoneByKohya: false,
          Diagnostic(
            NativeDiagnostics.setting, "state is saved only together with numbered files",
            notes: [
              .note("state: every \(state); numbered files: \(files)"),
              .help("use one interval for both, or a multiple of 'save.every'"),
            ])))
    }
    return problems
  }

  /// Whether numbered files fall on every one of these moments.
  private static func fits(_ state: Interval, _ files: Interval?) -> Bool {
    switch (state, files) {
    case (.epochs(let states), .epochs(let files)?), (.steps(let states), .steps(let files)?):
      states.isMultiple(of: files)
    default: false
    }
  }

  private static func machines(_ plan: TrainingPlan) -> [NativeProblem] {
    if plan.run.machines != nil { return [.refused("run.machines.count")] }
    return plan.run.processes > 1 ? [.refused("run.processes")] : []
  }

  private static func precision(_ plan: TrainingPlan) -> [NativeProblem] {
    let precision = plan.train.mixedPrecision
    guard precision != "no" else { return [] }
    return [
      NativeProblem(
        "train.mixed_precision", label: "for a GPU",
        Diagnostic(
          NativeDiagnostics.precision, "the native trainer computes in float32, not in \(precision)",
          notes: [.note("files are saved as \(plan.save.precision)")]))
    ]
  }
}

extension NativeProblem {
  /// A refused field with the table's reason, or another.
  static func refused(_ field: String, _ reason: String? = nil) -> NativeProblem {
    let stated = reason ?? NativeSupport.fields[field].map { Self.note($0.reason) }
    return NativeProblem(
      field, label: "is not supported",
      Diagnostic(
        NativeDiagnostics.setting, "the native trainer has no '\(field)'",
        notes: stated.map { [.note($0)] } ?? []))
  }

  /// A reason of the table as a note: lower case, no full stop, quotes instead of code spans.
  static func note(_ reason: String) -> String {
    var text = reason.replacing("`", with: "'")
    if text.hasSuffix(".") { text.removeLast() }
    guard let first = text.unicodeScalars.first, text.dropFirst().first?.isUppercase != true else { return text }
    return first.properties.lowercaseMapping + text.dropFirst()
  }
}
