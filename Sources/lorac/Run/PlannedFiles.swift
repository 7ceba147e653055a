internal import LoracArchitectures
internal import LoracDiagnostics
internal import LoracFiles
internal import LoracKohya
internal import LoracLowering
internal import LoracPlan
internal import LoracWeights

/// The files that a plan saves, compared with those on disk.
struct PlannedFiles {
  /// The plan.
  var plan: TrainingPlan

  /// The files that are there in the end: saved, and not removed later.
  var names: [String] {
    let removed = Set(plan.saves.compactMap(\.removes))
    var seen: Set<String> = []
    return plan.saves.map(\.file).filter { !removed.contains($0) && seen.insert($0).inserted }
  }

  /// The paths of all files that are ever written.
  var allPaths: [String] { plan.saves.map { path($0.file) } }

  /// Those of `names` that exist already.
  var existing: [String] { names.filter { FileSystem.kind(of: path($0)) != nil } }

  /// Whether the final file is there with the planned tensors.
  var isFinished: Bool {
    guard let last = plan.saves.last(where: { $0.kind == .last })?.file else { return false }
    return problem(last, PlannedTensors.tensors(plan)) == nil
  }

  /// What is wrong with the files after a run; empty if all are there with the planned tensors.
  func problems() -> [Diagnostic] {
    let tensors = PlannedTensors.tensors(plan)
    return names.compactMap { problem($0, tensors) }
  }

  private func path(_ name: String) -> String { FilePaths.join(plan.save.directory, name) }

  private func problem(_ name: String, _ tensors: @autoclosure () -> AdapterTensors) -> Diagnostic? {
    let path = path(name)
    guard FileSystem.kind(of: path) == .file else {
      return .plannedFileMissing(path)
    }
    guard plan.save.format == "safetensors" else { return nil }
    do throws(SafetensorsError) {
      let differences = try LoRAFileHeader.read(path).differences(from: tensors())
      return differences.isEmpty ? nil : .loraDiffers(differences, path: path)
    } catch {
      return .file(error, path: path)
    }
  }
}
