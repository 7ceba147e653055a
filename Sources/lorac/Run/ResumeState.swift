internal import LoracFiles
internal import LoracPlan

/// The newest optimizer state of a plan that is on disk.
enum ResumeState {
  /// The state folder, and the optimizer step it was saved after; nil if there is none.
  static func newest(of plan: TrainingPlan) -> (path: String, step: Int)? {
    let states = plan.saves.compactMap { save in
      save.state.map { (path: FilePaths.join(plan.save.directory, $0), step: save.step) }
    }
    return states.last { FileSystem.kind(of: $0.path) == .folder }
  }
}
