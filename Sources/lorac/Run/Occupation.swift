internal import LoracDiagnostics
internal import LoracKohya
internal import LoracPlan
internal import LoracRunLog

/// What a new run would replace; nothing that was trained is replaced without being told to.
struct Occupation {
  /// The plan.
  var plan: TrainingPlan
  /// The run's folder.
  var folder: RunFolder

  /// A diagnostic for the folder and one for the LoRA files, where there are any.
  func problems() -> [EmissionProblem] {
    var problems: [EmissionProblem] = []
    if folder.isOccupied {
      problems.append(EmissionProblem(field: "", diagnostic: .runFolderOccupied(folder.path)))
    }
    let files = PlannedFiles(plan: plan).existing
    if !files.isEmpty {
      problems.append(
        EmissionProblem(
          field: "save.directory", diagnostic: .filesWouldBeReplaced(files, in: plan.save.directory)))
    }
    return problems
  }
}
