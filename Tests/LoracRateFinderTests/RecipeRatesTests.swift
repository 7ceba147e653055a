import LoracDiagnostics
import LoracRateFinder
import LoracRecipe
import LoracRecipeEdits
import LoracSchema
import Testing

@Suite struct RecipeRatesTests {
  private static let head = "lorac: 1\nname: cat\nmodel: {base: a.safetensors}\ndataset: {images: [train/1_cat]}\n"

  private func recipe(_ text: String, _ more: [String] = []) throws -> Recipe {
    var diagnostics = DiagnosticList()
    let loader = RecipeLoader()
    let file = SourceFile(name: "cat.yaml", text: Self.head + text)
    var layers = try #require(loader.load(file, into: &diagnostics))
    for text in more {
      layers += try #require(
        loader.load(SourceFile(name: ProbeLayers.name, kind: .preset, text: text), into: &diagnostics))
    }
    let recipe = Resolver().resolve(layers, recipe: file, into: &diagnostics)
    #expect(!diagnostics.hasErrors, "\(diagnostics.sorted.map(\.headline))")
    return recipe
  }

  private func edits(_ text: String, height: Double = 3.64e-5) throws -> [RecipeEdit] {
    let rates = RecipeRates(try recipe(text))
    let row = try #require(rates.row(of: SuggestedRates(height: height, networks: rates.networks)))
    return rates.edits(for: row)
  }

  @Test func aPresetsShareIsKept() throws {
    let text = "extends: realistic\n"
    #expect(try edits(text) == [RecipeEdit("optimizer.unet_lr", "3.64e-5")])
    #expect(RecipeRates(try recipe(text)).keptShare == "unet_lr/10")
    let half = "train: {epochs: 1}\noptimizer: {unet_lr: 1e-4, text_encoder_lr: 'unet_lr / 2'}\n"
    #expect(try edits(half) == [RecipeEdit("optimizer.unet_lr", "3.64e-5")])
  }

  @Test func otherRatesBecomeATenth() throws {
    for rates in ["", ", text_encoder_lr: 5e-5", ", text_encoder_lr: learning_rate/10, learning_rate: 1e-4"] {
      #expect(
        try edits("train: {epochs: 1}\noptimizer: {unet_lr: 1e-4\(rates)}\n")
          == [RecipeEdit("optimizer.unet_lr", "3.64e-5"), RecipeEdit("optimizer.text_encoder_lr", "unet_lr/10")])
    }
  }

  @Test func theRecipesOptimizerDecides() throws {
    #expect(
      try edits("extends: anime\noptimizer: {type: Lion}\n") == [RecipeEdit("optimizer.unet_lr", "1.21e-5")])
    #expect(
      try edits("extends: anime\nnetwork: {train: unet}\n") == [RecipeEdit("optimizer.unet_lr", "3.64e-5")])
    #expect(
      try edits("extends: anime\nnetwork: {train: text_encoder}\n")
        == [RecipeEdit("optimizer.text_encoder_lr", "3.64e-5")])
    let sgd = RecipeRates(try recipe("train: {epochs: 1}\noptimizer: {type: SGDNesterov, learning_rate: 1}\n"))
    #expect(sgd.row(of: SuggestedRates(height: 1, networks: .both)) == nil)
  }

  /// A recipe that looks for its rate itself becomes one with AdamW8bit.
  @Test func dAdaptationIsReplaced() throws {
    let own =
      "train: {epochs: 1}\noptimizer: {type: DAdaptation, unet_lr: 1, text_encoder_lr: 1, args: {decouple: true}}\n"
    #expect(
      try edits(own) == [
        RecipeEdit("optimizer.type", "AdamW8bit"), .remove("optimizer.args.decouple"),
        RecipeEdit("optimizer.unet_lr", "3.64e-5"), RecipeEdit("optimizer.text_encoder_lr", "unet_lr/10"),
      ])
    let edits = try edits("extends: [anime, lr-probe]\n")
    #expect(edits.contains(RecipeEdit("optimizer.args.decouple", "null")))
  }

  /// The probe of any recipe has DAdaptation, rates of 1 and a constant schedule, and keeps the rest.
  @Test func probesKeepTheRest() throws {
    let text = """
      extends: realistic
      network: {rank: 16}
      optimizer: {args: {weight_decay: 0.05, betas: '0.9,0.99'}, text_encoder_lr: unet_lr/2}
      schedule: {type: cosine_with_restarts, cycles: 4, warmup: 100}
      sample: {every: 1 epoch, prompts: [a cat]}
      validation: {split: 0.2}
      save: {every: 1 epoch, keep_last: 2 epochs, state: {every: 1 epoch}}
      """
    let user = try recipe(text)
    let probe = try recipe(text, ProbeLayers(user, steps: 300, folder: "runs/x\"y").texts)
    let settings = probe.settings
    func value(_ path: String) -> String? { settings[path].map { "\($0.value)" } }
    #expect(value("optimizer.type") == "DAdaptation")
    #expect(value("optimizer.unet_lr") == "1" && value("optimizer.text_encoder_lr") == "1")
    #expect(value("optimizer.learning_rate") == nil)
    #expect(settings.paths(under: "optimizer.args") == ["optimizer.args.decouple", "optimizer.args.weight_decay"])
    #expect(value("optimizer.args.weight_decay") == "0.05")
    #expect(value("schedule.type") == "constant" && value("schedule.warmup")?.hasPrefix("0") == true)
    #expect(value("schedule.cycles") == user.settings["schedule.cycles"].flatMap { _ in value("schedule.cycles") })
    #expect(value("train.steps") == "300" && value("train.epochs") == nil)
    #expect(value("name") == "cat-lr-find")
    #expect(value("save.every") == nil && value("save.keep_last") == nil && value("save.state.every") == nil)
    #expect(value("save.directory") == "runs/x\"y")
    #expect(value("sample.every") == nil && value("validation.split") == "0.0" || value("validation.split") == "0")
    #expect(
      value("network.rank") == "16" && value("network.alpha") == user.settings["network.alpha"].map { "\($0.value)" })
    #expect(value("dataset.captions.keep_tokens") == "1")
  }
}
