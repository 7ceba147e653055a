internal import LoracDiagnostics

extension LoweringDiagnostics {
  static let unknownFamily = DiagnosticCode(
    "LR0560", "unknown-family", .error,
    Explanation(
      meaning: "Neither the recipe nor the base model says which architecture it is.",
      why: "Which script trains it, which layers get adapters and how large the files are depends on it.",
      example: "model:\n  base: D:/models/base.safetensors   # not on this machine",
      fix: "State it:\nmodel:\n  family: sd15"))

  static let tooMany = DiagnosticCode(
    "LR0561", "too-many-points", .error,
    Explanation(
      meaning: "The run would save or preview more than 100000 times.",
      why: "That is surely an interval that was meant differently, and no disk or viewer copes with it.",
      example: "save:\n  every: 1 step",
      fix: "Give a longer interval:\nsave:\n  every: 500 steps"))
}
