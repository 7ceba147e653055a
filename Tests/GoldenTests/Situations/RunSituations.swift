import Glibc
import LoracDiagnostics
import LoracFiles
import LoracKohya
import LoracLowering
import LoracRunLog

extension Situation {
  /// What stands in the way of a run, and of its logs, LR0721 to LR0728.
  static let runs: [Situation] = [
    built("LR0721", "folder", .runFolderOccupied("runs/cat/first")),
    built(
      "LR0721", "files",
      .filesWouldBeReplaced(
        ["cat-000002.safetensors", "cat-000004.safetensors", "cat-000006.safetensors", "cat.safetensors"], in: "output")
    ),
    built(
      "LR0722", "edited",
      .stalePlan(
        "plan.json", recipe: "recipe.yaml",
        differences: ["images added     1: train/8_moka/21.png", "steps            1,600 → 1,680 (+80)"])),
    built("LR0723", "disk", .cannotWrite(LoracFiles.FileError(path: "runs/cat/first/plan.json", number: ENOSPC))),
    built("LR0723", "file", .cannotWrite(LoracFiles.FileError(path: "recipe.yaml", number: EEXIST))),
    built("LR0723", "rights", .cannotWrite(LoracFiles.FileError(path: "/runs", number: EACCES))),
    Situation("LR0724", "older") { place in
      try placed(.versionDiffers(foundIs2023: true), at: "run.sd_scripts_version", "run: {backend: kohya}", place)
    },
    Situation("LR0724", "newer") { place in
      try placed(
        .versionDiffers(foundIs2023: false), at: "run.sd_scripts_version",
        "run: {backend: kohya, sd_scripts_version: 2023}", place)
    },
    built("LR0725", "busy", .runFolderBusy("runs/cat/first")),
    built(
      "LR0726", "longer",
      .resumesOther("runs/cat/first", differences: ["epochs           10 → 12", "steps            210 → 252 (+42)"])),
    built(
      "LR0726", "unknown",
      .resumesUnknown("runs/cat/first", "'runs/cat/first/plan.json' is no plan of lorac's: it lacks 'steps'")),
    built(
      "LR0727", "disk", .logIncomplete(LoracFiles.FileError(path: "runs/cat/first/events.jsonl", number: ENOSPC))),
    built(
      "LR0728", "library",
      .noBLAS("OpenBLAS (libopenblas.so.0) cannot be opened")),
  ]

  /// A situation whose facts are known.
  static func built(_ code: String, _ name: String, _ diagnostics: Diagnostic...) -> Situation {
    Situation(code, name) { _ in diagnostics }
  }

  /// `diagnostic` at the place of `field` in a recipe that has `changes`.
  static func placed(
    _ diagnostic: Diagnostic, at field: String, _ changes: String, _ place: Workplace
  ) throws -> [Diagnostic] {
    let lowered = try place.lower(changes)
    return [diagnostic.placed(at: field, of: lowered?.recipe, lowered?.sources)]
  }
}
