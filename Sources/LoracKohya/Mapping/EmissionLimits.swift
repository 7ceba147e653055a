internal import LoracKohyaArguments
internal import LoracPlan

/// What an sd-scripts cannot express.
enum EmissionLimits {
  static func problems(
    _ plan: TrainingPlan, _ arguments: [Argument], _ target: KohyaTarget
  ) -> [EmissionProblem] {
    unknownArguments(plan, arguments, target) + stateInterval(plan) + alike(plan) + SamplerNames.problems(plan, target)
  }

  /// Arguments that the version or the script does not know.
  private static func unknownArguments(
    _ plan: TrainingPlan, _ arguments: [Argument], _ target: KohyaTarget
  ) -> [EmissionProblem] {
    let table = target == .current ? KohyaArgumentTable.current : KohyaArgumentTable.in2023
    let script: KohyaArgument.Script = plan.model.family == .sdxl ? .sdxl : .sd
    return arguments.compactMap { argument in
      let field =
        FlagTable.general.first { $0.name == argument.name }?.field
        ?? FolderFlag.all.first { $0.name == argument.name }.map { "dataset.\($0.field)" }
        ?? "kohya.\(argument.name)"
      guard let known = table.argument(named: argument.name) else {
        return .unknownArgument(argument.name, field, target)
      }
      return known.scripts.contains(script) ? nil : .otherScript(argument.name, field)
    }
  }

  /// kohya saves state only together with numbered files.
  private static func stateInterval(_ plan: TrainingPlan) -> [EmissionProblem] {
    guard let state = plan.save.stateEvery, state != plan.save.every else { return [] }
    return [.stateInterval(state, plan.save.every)]
  }

  /// Weighted captions are one argument for all folders.
  private static func alike(_ plan: TrainingPlan) -> [EmissionProblem] {
    let weighted = Set(plan.data.datasets.flatMap(\.folders).map(\.captions.weighted))
    return weighted.count > 1 ? [.weightedCaptions] : []
  }
}
