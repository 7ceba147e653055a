internal import LoracDiagnostics
internal import LoracOptimizers
internal import LoracPlan
internal import LoracPlanSettings

/// Optimizers, schedules and arguments that the native trainer does not have.
enum AlgorithmLimits {
  /// Schedules that kohya cannot start either, or only with an optimizer that brings its own; rules speak of them.
  private static let schedulesWithRules = ["adafactor", "cosine_warmup_with_min_lr", "reduce_lr_on_plateau"]

  static func problems(_ plan: TrainingPlan) -> [NativeProblem] {
    do {
      return try plan.optimizer.choice().choosesLearningRate ? [] : schedule(plan)
    } catch {
      return error.problems.compactMap { problem($0, plan.optimizer.type) } + schedule(plan)
    }
  }

  private static func problem(_ problem: OptimizerProblem, _ type: String) -> NativeProblem? {
    switch problem {
    case .unknownOptimizer(let name, let supported):
      return NativeProblem(
        "optimizer.type", label: "is not supported",
        Diagnostic(
          NativeDiagnostics.algorithm, "the native trainer has no optimizer '\(name)'",
          notes: [.note("it has \(supported.joined(separator: ", "))")]))
    case .unknownArgument(let name, let allowed):
      let nearest = Suggestion.nearest(to: name, among: allowed)
      return NativeProblem(
        "optimizer.args.\(name)", label: "is not known", isDoneByKohya: nearest == nil,
        Diagnostic(
          NativeDiagnostics.algorithm, "the native trainer's \(type) has no argument '\(name)'",
          notes: [.note("it takes \(allowed.sorted().joined(separator: ", "))")]
            + (nearest.map { [.help("did you mean '\($0)'?")] } ?? [])))
    case .invalidArgument(let name, let value, let allowed):
      return NativeProblem(
        "optimizer.args.\(name)", label: "must be \(allowed)",
        Diagnostic(NativeDiagnostics.algorithm, "the native trainer's \(type) cannot use '\(name)' with '\(value)'"))
    case .invalidLearningRate(let rate, let allowed):
      return NativeProblem(
        "optimizer.learning_rate", label: "must be \(allowed)", isDoneByKohya: false,
        Diagnostic(NativeDiagnostics.algorithm, "\(type) cannot train with the rate \(rate)"))
    case .differentLearningRates:
      // A rule of the recipe.
      return nil
    }
  }

  private static func schedule(_ plan: TrainingPlan) -> [NativeProblem] {
    let type = plan.schedule.type
    guard !schedulesWithRules.contains(type), !plan.optimizer.type.lowercased().hasSuffix("schedulefree") else {
      return []
    }
    guard LearningRateSchedule.names.contains(type) else {
      return [
        NativeProblem(
          "schedule.type", label: "is not supported",
          Diagnostic(
            NativeDiagnostics.algorithm, "the native trainer has no schedule '\(type)'",
            notes: [.note("it has \(LearningRateSchedule.names.joined(separator: ", "))")]))
      ]
    }
    return scheduleArguments(plan.schedule)
  }

  private static func scheduleArguments(_ schedule: SchedulePlan) -> [NativeProblem] {
    schedule.args.compactMap { argument -> NativeProblem? in
      var alone = schedule
      alone.args = [argument]
      do throws(LearningRateProblem) {
        // Neither rate nor length has to do with arguments.
        _ = try LearningRateSchedule(LearningRateSettings(alone, baseRate: 1), schedulerSteps: 1)
        return nil
      } catch { return problem(error, argument, schedule.type) }
    }
  }

  private static func problem(
    _ problem: LearningRateProblem, _ argument: NamedArgument, _ schedule: String
  ) -> NativeProblem? {
    let field = "schedule.args.\(argument.name)"
    switch problem {
    case .unknownArgument(let name):
      return NativeProblem(
        field, label: "is not known",
        Diagnostic(NativeDiagnostics.algorithm, "the native trainer's schedule '\(schedule)' has no argument '\(name)'")
      )
    case .stepRules(let rules):
      return NativeProblem(
        field, label: "is '\(rules ?? "")'", isDoneByKohya: false,
        Diagnostic(
          NativeDiagnostics.algorithm, "'step_rules' are no rules of 'piecewise_constant'",
          notes: [
            .help("write factors with the steps that they end at, then the last factor, as in '1:100,0.1:200,0.01'")
          ]))
    // Of settings that are no arguments, rules of the recipe speak.
    case .unknownSchedule, .needlessWarmup, .rateTooSmall, .missingMinimumRatio: return nil
    }
  }
}
