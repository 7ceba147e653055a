import LoracDiagnostics
import LoracRecipe
import LoracSchema
import Testing

/// Recipes by path, for tests that need no disk.
struct FilesInMemory: RecipeFiles {
  var texts: [String: String]

  func read(_ path: String) throws(RecipeFileProblem) -> [UInt8] {
    guard let text = texts[path] else { throw RecipeFileProblem("No such file or directory") }
    return Array(text.utf8)
  }
}

/// The resolved form of `recipe.yaml` in `texts` with `--set` arguments, and everything that was reported.
func resolve(
  _ texts: [String: String], set: [String] = [], environment: [String: String] = [:]
) throws -> (recipe: Recipe, diagnostics: [Diagnostic]) {
  var diagnostics = DiagnosticList()
  var layers = try #require(
    RecipeLoader(files: FilesInMemory(texts: texts)).load("recipe.yaml", into: &diagnostics))
  let file = try #require(layers.last?.file)
  layers += set.compactMap { CommandLineLayer().read($0, into: &diagnostics) }
  let recipe = Resolver(environment: environment).resolve(layers, recipe: file, into: &diagnostics)
  return (recipe, diagnostics.sorted)
}

/// A recipe that lacks nothing, with `extra` lines behind.
func completeRecipe(_ extra: String = "") -> String {
  """
  lorac: 1
  name: cat
  model: {base: models/base.safetensors}
  dataset: {images: [{path: train/10_cat}]}
  train: {epochs: 10}
  \(extra)
  """
}

@Suite struct ResolverTests {
  @Test func aPresetGivesWhatTheRecipeLeavesOut() throws {
    let (recipe, diagnostics) = try resolve(["recipe.yaml": completeRecipe("extends: anime")])
    #expect(diagnostics.isEmpty)
    #expect(recipe[NetworkFields.rank] == 16)
    #expect(recipe[NetworkFields.alpha] == 8)
    #expect(recipe[TrainFields.epochs] == 10)
    #expect(recipe[OptimizerFields.textEncoderLearningRate] == 0.5e-4)
    #expect(recipe.settings.source(of: NetworkFields.rank)?.description.hasPrefix("preset 'anime', line ") == true)
    #expect(recipe.settings.source(of: TrainFields.epochs)?.description == "recipe.yaml:5")
  }

  @Test func aChangedRankChangesWhatIsRelativeToIt() throws {
    let (recipe, _) = try resolve(
      ["recipe.yaml": completeRecipe("extends: anime\nnetwork: {rank: 32}")], set: ["optimizer.unet_lr=2e-4"])
    #expect(recipe[NetworkFields.alpha] == 16)
    #expect(recipe[OptimizerFields.textEncoderLearningRate] == 1e-4)
    #expect(recipe[OptimizerFields.learningRate] == 2e-4)
  }

  @Test func laterPresetsWinAndNullResets() throws {
    let (recipe, diagnostics) = try resolve(
      ["recipe.yaml": completeRecipe("extends: [realistic, lr-probe]\nnetwork: {rank: null}")])
    #expect(diagnostics.isEmpty)
    #expect(recipe[NetworkFields.rank] == 4)
    #expect(recipe[NetworkFields.alpha] == 2)
    #expect(recipe[OptimizerFields.type] == "DAdaptation")
    #expect(recipe[SaveFields.every] == nil)
    #expect(recipe.settings["optimizer.args.decouple"]?.value == .boolean(true))
  }

  @Test func aHigherLayersStepsReplaceALowerOnesEpochs() throws {
    let (recipe, diagnostics) = try resolve(["recipe.yaml": completeRecipe()], set: ["train.steps=500"])
    #expect(diagnostics.isEmpty)
    #expect(recipe[TrainFields.steps] == 500)
    #expect(recipe[TrainFields.epochs] == nil)
  }

  @Test func pathsAreRelativeToTheFileThatStatesThem() throws {
    let (recipe, diagnostics) = try resolve(
      [
        "recipe.yaml": "lorac: 1\nextends: base/own.yaml\nname: cat\ndataset: {images: [train/10_cat]}",
        "base/own.yaml": "lorac: 1\nenv: [M]\nmodel: {base: ../m/x.safetensors, vae: '${M}/v.pt'}\ntrain: {epochs: 1}",
      ], environment: ["M": "/models"])
    #expect(diagnostics.isEmpty)
    #expect(recipe[ModelFields.base] == "m/x.safetensors")
    #expect(recipe[ModelFields.vae] == "/models/v.pt")
    #expect(recipe.images.map(\.path) == ["train/10_cat"])
  }
}
