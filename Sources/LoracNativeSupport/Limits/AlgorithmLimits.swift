internal import LoracDiagnostics
internal import LoracOptimizers
internal import LoracPlan

/// Optimizers, schedules and arguments that the native trainer does not have.
enum AlgorithmLimits {
  /// kohya's `--learning_rate` where none is given (sd-scripts library/train_util.py, add_optimizer_arguments).
  private static let defaultRate = 2e-6
  /// Schedules that kohya cannot start either, or only with an optimizer that brings its own; rules speak of them.
  private static let schedulesWithRules = ["adafactor", "cosine_warmup_with_min_lr", "reduce_lr_on_plateau"]

  static func problems(_ plan: TrainingPlan) -> [NativeProblem] {
    let arguments = plan.optimizer.args.map { OptimizerArgument(name: $0.name, text: $0.value) }
    do {
      let choice = try OptimizerChoice(
        type: plan.optimizer.type, arguments: arguments, learningRate: plan.optimizer.learningRate ?? defaultRate)
      return choice.choosesLearningRate ? [] : schedule(plan)
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
    schedule.args.compactMap { argument in
      let field = "schedule.args.\(argument.name)"
      guard schedule.type == "piecewise_constant", argument.name == "step_rules" else {
        return NativeProblem(
          field, label: "is not known",
          Diagnostic(
            NativeDiagnostics.algorithm,
            "the native trainer's schedule '\(schedule.type)' has no argument '\(argument.name)'"))
      }
      var settings = LearningRateSettings(type: schedule.type, baseRate: defaultRate)
      settings.stepRules = argument.value
      guard (try? LearningRateSchedule(settings, schedulerSteps: 1)) == nil else { return nil }
      return NativeProblem(
        field, label: "is '\(argument.value)'", isDoneByKohya: false,
        Diagnostic(
          NativeDiagnostics.algorithm, "'step_rules' are no rules of 'piecewise_constant'",
          notes: [
            .help("write factors with the steps that they end at, then the last factor, as in '1:100,0.1:200,0.01'")
          ]))
    }
  }
}
