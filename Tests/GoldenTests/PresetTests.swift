import LoracDiagnostics
import LoracPresets
import LoracRecipe
import Testing

/// Presets are above reproach: a recipe that says only what it must, and extends one, gives nothing to complain about.
@Suite struct PresetTests {
  private static let minimal = """
    lorac: 1
    extends: PRESETS
    name: cat
    model: {base: models/base.safetensors}
    dataset: {images: [train/10_cat]}
    train: {seed: 42}
    """

  private static var combinations: [String] {
    let names = BuiltInPresets.all.map(\.name)
    return names + names.filter { $0 != "lr-probe" }.map { "[\($0), lr-probe]" }
  }

  @Test(arguments: combinations)
  func aPresetAloneIsClean(_ presets: String) {
    let text = Self.minimal.replacing("PRESETS", with: presets)
    let fixture = Fixture(folder: "valid", name: "recipe.yaml")
    let diagnostics = fixture.diagnostics(of: Array(text.utf8))
    #expect(diagnostics.isEmpty, "\(diagnostics.map { "\($0.code.id) \($0.headline)" })")
  }
}
