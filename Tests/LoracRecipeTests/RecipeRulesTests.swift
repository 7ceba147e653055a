import LoracDiagnostics
import LoracRecipe
import LoracSchema
import Testing

@Suite struct RecipeRulesTests {
  @Test func theFileTellsTheFamilyThatTheRecipeDoesNot() throws {
    let (recipe, _) = try resolve(["recipe.yaml": completeRecipe("extends: realistic")])
    var diagnostics = DiagnosticList()
    RecipeRules.check(recipe, family: "sd15", into: &diagnostics)
    #expect(diagnostics.isEmpty)
    RecipeRules.check(recipe, family: "sdxl", into: &diagnostics)
    let found = diagnostics.sorted
    #expect(found.map(\.code.slug) == ["resolution-for-family"])
    #expect(found.first?.primary?.range.text == "models/base.safetensors")
    #expect(found.first?.secondary.first?.range.file.displayName == "preset 'realistic'")
  }

  @Test func aStatedFamilyWasCheckedAlready() throws {
    let (recipe, _) = try resolve(
      ["recipe.yaml": completeRecipe("extends: realistic")], set: ["model.family=sdxl"])
    var diagnostics = DiagnosticList()
    RecipeRules.check(recipe, family: "sdxl", into: &diagnostics)
    #expect(diagnostics.isEmpty)
    RecipeRules.check(recipe, into: &diagnostics)
    #expect(diagnostics.sorted.contains { $0.code.slug == "resolution-for-family" })
  }

  @Test func afterAnErrorNothingIsCalledMissing() throws {
    var (recipe, found) = try resolve(["recipe.yaml": completeRecipe("optimizer: {lerning_rate: 1e-4}")])
    #expect(found.map(\.code.slug) == ["unknown-key"])
    var diagnostics = DiagnosticList()
    diagnostics.append(contentsOf: found)
    RecipeRules.check(recipe, into: &diagnostics)
    #expect(diagnostics.sorted.map(\.code.slug) == ["unknown-key"])
    (recipe, found) = try resolve(["recipe.yaml": completeRecipe()])
    diagnostics = DiagnosticList()
    RecipeRules.check(recipe, into: &diagnostics)
    #expect(diagnostics.sorted.map(\.code.slug) == ["missing-learning-rate", "missing-seed"])
  }

  @Test func refusedValuesAreLeftAlone() throws {
    let (recipe, found) = try resolve(
      [
        "recipe.yaml": completeRecipe(
          "network: {rank: many, alpha: 64}\nschedule: {type: constnt, warmup: 5%}\noptimizer: {unet_lr: fast}")
      ])
    #expect(Set(found.map(\.code.slug)) == ["unknown-relative", "unknown-choice"])
    var diagnostics = DiagnosticList()
    diagnostics.append(contentsOf: found)
    RecipeRules.check(recipe, into: &diagnostics)
    #expect(diagnostics.sorted == found)
  }

  @Test func codesAreInOrderAndOfTheirStage() {
    let ids = RuleDiagnostics.codes.map(\.id)
    #expect(ids == Set(ids).sorted())
    #expect(ids.allSatisfy { $0 >= "LR0401" && $0 <= "LR0489" })
  }
}
