internal import Glibc
internal import LoracDiagnostics
internal import LoracFiles
internal import LoracPlan

/// The folder that keeps what a run was and did.
struct RunFolder {
  /// The folder.
  let path: String

  /// The folder for a run of `plan`: the one given, or `runs/<name>/<stamp>`.
  init(_ given: String?, for plan: TrainingPlan) {
    path = given.map(FilePaths.clean) ?? "runs/\(Self.safe(plan.name))/\(Self.stamp())"
  }

  /// The path of a file inside.
  func file(_ name: String) -> String { "\(path)/\(name)" }

  /// Whether something is in it already.
  var isOccupied: Bool { ((try? FileSystem.names(in: path)) ?? []).isEmpty == false }

  /// Makes the folder and writes the recipe as given, the plan and the command.
  func prepare(_ plan: TrainingPlan, command: String) throws(FileError) {
    try FileSystem.createFolders(path)
    if let origin = plan.origin, FileSystem.kind(of: origin.recipe) == .file {
      try FileSystem.write(try FileSystem.read(origin.recipe), to: file("recipe.yaml"))
    }
    let text = (try? PlanFile.text(plan)) ?? ""
    try FileSystem.write(Array(text.utf8), to: file("plan.json"))
    try FileSystem.write(Array(command.utf8), to: file("command.sh"))
  }

  private static func safe(_ name: String) -> String { name.replacing("/", with: "_") }

  private static func stamp() -> String {
    var now = time(nil)
    var parts = tm()
    localtime_r(&now, &parts)
    var buffer = [CChar](repeating: 0, count: 32)
    let count = strftime(&buffer, buffer.count, "%Y%m%d-%H%M%S", &parts)
    return String(decoding: buffer.prefix(count).map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }
}
