package import LoracPlan

/// How sd-scripts go on from a state (train_network.py:1231-1273, 1340-1344).
///
/// They subtract the epochs that are over from the number of the step, and go on counting from there: beyond the first
/// epoch, step files get the names of earlier ones and replace them, and a run that ends within an epoch does not end
/// there. The step that such a run writes into its own states is wrong, too. So the step is given as an argument, and only
/// states are used from which the rest of the run is as planned.
package enum KohyaResumption {
  /// The arguments that go on from a state saved after `step`; nil if the rest would not be what is planned.
  package static func arguments(state: String, step: Int, plan: TrainingPlan) -> [Argument]? {
    guard plan.run.sdScriptsVersion == "current", let perEpoch = plan.steps.perEpoch,
      isExact(
        step: step, perEpoch: perEpoch, total: plan.steps.total, accumulation: plan.train.gradientAccumulation,
        savesBySteps: plan.saves.contains { $0.kind == .step && $0.step > step })
    else { return nil }
    let arguments = [Argument("resume", .path(state)), Argument("initial_step", .integer(step))]
    // It counts batches where it should count steps, so that with accumulation it would skip too much.
    return plan.train.gradientAccumulation == 1 ? arguments + [Argument("skip_until_initial_step", .flag)] : arguments
  }

  /// Whether the rest of a run is as planned if it goes on after `step`.
  package static func isExact(step: Int, perEpoch: Int, total: Int, accumulation: Int, savesBySteps: Bool) -> Bool {
    if accumulation == 1, step < perEpoch { return true }
    return !savesBySteps && total % perEpoch == 0 && (accumulation == 1 || step % perEpoch == 0)
  }
}
