internal import LoracDiagnostics
internal import LoracJSON
internal import LoracKohya
internal import LoracPlan
internal import LoracPlanText

/// Reads any bytes as a saved plan and does with it what the commands do; traps if what is written does not read back.
public func fuzzPlan(_ bytes: UnsafeRawBufferPointer) {
  // A refused text is a fine outcome, whatever it is.
  guard let plan = try? PlanDocument.read(Array(bytes)) else { return }
  fuzzPlan(plan)
}

/// Emits `plan` in every form, shows it, compares it and reads it back.
func fuzzPlan(_ plan: TrainingPlan) {
  for target in KohyaTarget.allCases {
    for sideFolder in [nil, "side"] {
      var problems: [EmissionProblem] = []
      let emission = KohyaEmission(
        plan, .init(target: target, sideFolder: sideFolder, alwaysUsesDatasetConfig: sideFolder != nil),
        problems: &problems)
      for shell in Shell.allCases { _ = try? emission.invocation.commandText(shell, .continued) }
      _ = try? emission.invocation.configFileText()
      _ = emission.invocation.json.serialized()
      precondition(problems.allSatisfy { !$0.diagnostic.headline.isEmpty }, "a problem without words")
    }
  }
  precondition(PlanText(plan).text.hasSuffix("\n"), "a page without an end")
  do {
    let copy = try PlanDocument.read(Array(try PlanDocument.text(plan).utf8))
    let difference = try PlanDifference(from: plan, to: copy)
    precondition(difference.isEmpty, "a saved plan differs from itself")
    let other = try PlanDocument.read(Array(FuzzSeeds.plan.utf8))
    _ = try PlanDifference(from: plan, to: other).text
    _ = try PlanDifference(from: other, to: plan).text
  } catch {
    preconditionFailure("a plan does not read back: \(error)")
  }
}
