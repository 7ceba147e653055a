internal import LoracFiles
internal import LoracKohya
internal import LoracPlan

/// A saved state of a plan that kohya goes on from.
struct ResumeState {
  /// The state folder.
  var path: String
  /// The optimizer step it was saved after.
  var step: Int
  /// The arguments that go on from it.
  var arguments: [Argument]

  /// What is on disk.
  struct Search {
    /// The newest state after which the rest is as planned; nil if there is none.
    var usable: ResumeState?
    /// The newest state; nil if there is none.
    var newest: String?
  }

  /// Looks for the states of a plan.
  static func search(_ plan: TrainingPlan) -> Search {
    var result = Search()
    for save in plan.saves {
      guard let path = save.state.map({ FilePaths.join(plan.save.directory, $0) }),
        FileSystem.kind(of: path) == .folder
      else { continue }
      result.newest = path
      if let arguments = KohyaResumption.arguments(state: path, step: save.step, plan: plan) {
        result.usable = ResumeState(path: path, step: save.step, arguments: arguments)
      }
    }
    return result
  }
}
