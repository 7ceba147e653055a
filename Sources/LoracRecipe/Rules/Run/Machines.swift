internal import LoracDiagnostics
internal import LoracSchema

/// Machines that cannot find each other, or share the processes unevenly.
enum Machines: RecipeRule {
  static let code = DiagnosticCode(
    "LR0481", "machines", .error,
    Explanation(
      meaning:
        "A run on several machines lacks the main machine's address, has a rank beyond the last machine, or fewer "
        + "processes than machines or a number that they cannot share evenly.",
      why:
        "Machines that cannot find each other wait forever; accelerate gives each machine the same number of processes.",
      example: "run:\n  machines:\n    count: 2",
      fix:
        "Say who is who on each machine:\n\nrun:\n  processes: 4\n  machines:\n    count: 2\n    rank: 0\n    address: 10.0.0.1"
    ))

  static let isAboutMissingValue = true

  static func check(_ recipe: Recipe, into diagnostics: inout DiagnosticList) {
    guard let count = recipe[RunFields.machineCount], count > 1 else { return }
    let countLabel = recipe.label(RunFields.machineCount, "\(count) machines")
    if recipe.settings[RunFields.machineAddress.path] == nil {
      report(
        "a run on \(count) machines needs the main machine's address",
        at: [countLabel], notes: [.help("add 'address' under 'run.machines'; it is the same on all machines")],
        into: &diagnostics)
    }
    if let rank = recipe[RunFields.machineRank], rank >= count {
      report(
        "there is no machine \(rank) among \(count)",
        at: [recipe.label(RunFields.machineRank, "from 0 to \(count - 1)"), countLabel], into: &diagnostics)
    }
    if let processes = recipe[RunFields.processes], processes % count != 0 {
      report(
        "\(processes == 1 ? "1 process" : "\(processes) processes") cannot be shared evenly by \(count) machines",
        at: [recipe.label(RunFields.processes, "on all machines together"), countLabel],
        notes: [.help("give a multiple of \(count): each machine starts as many as the others")], into: &diagnostics)
    }
  }
}
