internal import LoracDiagnostics
internal import LoracSchema

/// Settings of several machines for a run on one.
enum UnusedMachineSetting: RecipeRule {
  static let code = DiagnosticCode(
    "LR0482", "unused-machine-setting", .warning,
    Explanation(
      meaning: "A rank, address or port is given, but the run is on one machine.",
      why: "It has no effect; perhaps `count` was forgotten.",
      example: "run:\n  machines:\n    address: 10.0.0.1",
      fix: "Say how many machines there are:\n\nrun:\n  machines:\n    count: 2\n    address: 10.0.0.1"))

  static func check(_ recipe: Recipe, into diagnostics: inout DiagnosticList) {
    guard recipe[RunFields.machineCount] == 1 else { return }
    for field in [
      RunFields.machineRank.declaration, RunFields.machineAddress.declaration, RunFields.machinePort.declaration,
    ] {
      guard let setting = recipe.settings[field.path], setting.value != field.defaultValue, setting.value != .invalid,
        recipe.isOwn(setting)
      else { continue }
      report(
        "run.machines.\(field.key) has no effect on one machine",
        at: [Label(setting.source.range, "has no effect"), recipe.label(RunFields.machineCount, "one machine")],
        notes: [.help("set 'count', or remove it")], into: &diagnostics)
    }
  }
}
