import LoracDiagnostics
import LoracPresets
import LoracRecipe
import LoracSchema
import Testing

@Suite struct PresetTests {
  private struct OneFile: RecipeFiles {
    let text: String
    func read(_ path: String) throws(RecipeFileProblem) -> [UInt8] {
      guard path == "recipe.yaml" else { throw RecipeFileProblem("No such file or directory") }
      return Array(text.utf8)
    }
  }

  @Test(arguments: BuiltInPresets.all.map(\.name))
  func resolvesWithAMinimalRecipe(_ name: String) throws {
    // A probe is made of somebody's own settings.
    let extends = name == "lr-probe" ? "[realistic, lr-probe]" : name
    let text = """
      lorac: 1
      extends: \(extends)
      name: cat
      model: {base: base.safetensors}
      dataset: {images: [train/10_cat]}
      """
    var diagnostics = DiagnosticList()
    let layers = try #require(RecipeLoader(files: OneFile(text: text)).load("recipe.yaml", into: &diagnostics))
    let recipe = Resolver().resolve(layers, recipe: try #require(layers.last?.file), into: &diagnostics)
    #expect(diagnostics.sorted == [])
    #expect(recipe[TrainFields.epochs] != nil)
    #expect(recipe[OptimizerFields.unetLearningRate] != nil)
    #expect(recipe.states(ScheduleFields.type))
    if name.hasPrefix("sdxl-") {
      #expect(recipe[ModelFields.family] == "sdxl")
      #expect(recipe[RunFields.backend] == "kohya")
    }
    RecipeRules.check(recipe, into: &diagnostics)
    #expect(diagnostics.sorted.filter { $0.severity == .error } == [])
  }

  /// A line with a value ends in a comment that says why, but for the version and what is extended.
  @Test(arguments: BuiltInPresets.all.map(\.name))
  func saysWhyForEveryValue(_ name: String) throws {
    let text = String(decoding: try #require(BuiltInPresets.bytes(named: name)), as: UTF8.self)
    #expect(text.hasPrefix("# yaml-language-server: $schema=../schemas/recipe.schema.json\n# "))
    for line in text.split(separator: "\n") where !line.hasPrefix("#") {
      let parts = line.split(separator: "#", maxSplits: 1)
      let pair = parts[0].split(separator: ":", maxSplits: 1).map { $0.trimmingBlanks }
      let isOpening = pair.count < 2 || pair[1].isEmpty || ["lorac", "extends"].contains(pair[0])
      guard !isOpening else { continue }
      let why = parts.count > 1 ? parts[1].split(separator: " ").count : 0
      #expect(why >= 3, "no why: \(line)")
    }
  }
}

extension Substring {
  fileprivate var trimmingBlanks: Substring {
    let start = drop { $0 == " " }
    return start.dropLast(start.reversed().prefix { $0 == " " }.count)
  }
}
