internal import LoracDiagnostics
internal import LoracSchema

/// A resolution that the base model was not trained at.
enum ResolutionForFamily: RecipeRule {
  static let code = DiagnosticCode(
    "LR0442", "resolution-for-family", .warning,
    Explanation(
      meaning: "The resolution is SDXL's on an SD 1.x or 2.x base, or SD's on an SDXL base.",
      why:
        "SD 1.x was trained at 512, SD 2.x at 512 or 768, SDXL at 1024. SD at 1024 repeats the subject and takes four "
        + "times the memory; SDXL at 512 gives blurred pictures.",
      example: "model:\n  family: sdxl\ndataset:\n  resolution: 512",
      fix: "Use the base's own resolution:\n\ndataset:\n  resolution: 1024"))

  static func check(_ recipe: Recipe, into diagnostics: inout DiagnosticList) {
    guard let family = recipe[ModelFields.family] else { return }
    for resolution in recipe.resolutions {
      let isLarge = family != "sdxl" && resolution.area >= 896 * 896
      guard isLarge || family == "sdxl" && resolution.area <= 640 * 640 else { continue }
      let usual = family == "sdxl" ? "1024" : family == "sd2" ? "512 or 768" : "512"
      report(
        "the resolution \(resolution.text) is far \(isLarge ? "above" : "below") what \(family) was trained at",
        at: [
          Label(resolution.range, "\(family) was trained at \(usual)"),
          recipe.label(ModelFields.family, "the base model"),
        ],
        notes: [.help(isLarge ? "use \(usual), or an SDXL base" : "use 1024, or an SD 1.x base")], into: &diagnostics)
    }
  }
}
