import LoracJSON
import LoracPresets
import LoracReference
import LoracSchema
import LoracTestSupport
import Testing

@Suite struct RecipeSchemaTests {
  @Test func isCommitted() {
    expectSnapshot(RecipeSchema.text, file: "\(IndependentValidator.repository)/schemas/recipe.schema.json")
  }

  /// Every YAML file of presets, examples and fixtures, valid or not.
  @Test(.enabled(if: IndependentValidator.isWanted, IndependentValidator.comment))
  func agreesWithOurValidatorOnEveryFile() throws {
    let folders = ["presets", "examples", "Tests"].map { "\(IndependentValidator.repository)/\($0)" }
    let texts = try folders.flatMap { try yamlFiles(below: $0) }.map { ($0, try readFile($0)) }
    try expectAgreement(texts)
    #expect(texts.count >= BuiltInPresets.all.count)
  }

  @Test(.enabled(if: IndependentValidator.isWanted, IndependentValidator.comment))
  func agreesWithOurValidatorOnMutations() throws {
    var random = FixedRandom(seed: 42)
    let recipe = try JSONValue.parse(SampleRecipe.full)
    var texts: [(String, [UInt8])] = [("the sample", recipe.serializedBytes())]
    for number in 1...600 {
      var mutation = recipe
      for _ in 0...Int.random(in: 0..<5, using: &random) / 4 { mutation = mutation.mutated(&random) }
      texts.append(("mutation \(number): \(mutation.serialized())", mutation.serializedBytes()))
    }
    let accepted = try expectAgreement(texts)
    // A set in which everything is refused would prove nothing.
    #expect(accepted > 60 && accepted < 540, "\(accepted) accepted")
  }

  /// Every field with edge values: with all of them where a type occurs first, with a tenth where it occurs again.
  @Test(.enabled(if: IndependentValidator.isWanted, IndependentValidator.comment))
  func agreesWithOurValidatorOnEveryFieldAndValue() throws {
    var texts: [(String, [UInt8])] = []
    var fields = RecipeFields.recipe.fields.map { ($0.path, "\($0.type)") }
    fields += FolderFields.block.fields.map { ("dataset.images.\($0.path)", "\($0.type)") }
    fields += PromptFields.block.fields.map { ("sample.prompts.\($0.path)", "\($0.type)") }
    let kohya = ["xformers", "zero_stage", "base_weights", "base_weights_multiplier", "wandb_run_name", "ddp_timeout"]
    fields += kohya.map { ("kohya.\($0)", $0) }
    var seen: Set<String> = []
    for (number, (path, type)) in fields.enumerated() {
      let isFirst = seen.insert(type).inserted
      for (index, value) in JSONValue.replacements.enumerated() where isFirst || index % 10 == number % 10 {
        let json = SampleRecipe.setting(path, to: value)
        texts.append(("\(path): \(value.serialized())", json.serializedBytes()))
      }
    }
    try expectAgreement(texts)
  }

  /// What JSON cannot say, and numbers as only YAML writes them.
  @Test(.enabled(if: IndependentValidator.isWanted, IndependentValidator.comment))
  func agreesWithOurValidatorOnYAMLsOwnValues() throws {
    let texts = [
      "- 1", "null", "lorac: 1", "lorac: 0x1", "lorac: 1e0", "lorac: 2", "lorac: ~", "lorac: true", "lorac: '1'",
      "lorac: 1\ntrain: {epochs: 99999999999999999999}", "lorac: 1\nloss: {noise_offset: .nan}",
      "lorac: 1\nloss: {min_snr_gamma: .inf}", "lorac: 1\noptimizer: {args: {a: .nan}}",
      "lorac: 1\noptimizer: {args: {a: [1, -.inf]}}", "lorac: 1\nkohya: {vae_batch_size: 9223372036854775808}",
      "lorac: 1\nkohya: {vae_batch_size: -9223372036854775809}", "lorac: 1\nprepare: {}", "lorac: 1\nprepare: {a: 1}",
      "lorac: 1\nname: \"a\\0b\"", "lorac: 1\nkohya: {wandb_run_name: \"a\\0b\"}",
    ]
    try expectAgreement(texts.map { ($0, Array($0.utf8)) })
  }

  /// Records where the two validators differ; returns how many texts both accept.
  @discardableResult
  private func expectAgreement(_ texts: [(name: String, text: [UInt8])]) throws -> Int {
    let verdicts = texts.compactMap { text in SchemaVerdict(text.text).map { (text.name, $0) } }
    for (name, verdict) in verdicts where verdict.json == nil {
      #expect(verdict.error != nil, "JSON has no such number, but ours accepts \(name)")
    }
    let comparable = verdicts.filter { $0.1.json != nil }
    let errors = try IndependentValidator.errors(comparable.compactMap(\.1.json), RecipeSchema.schema)
    for ((name, verdict), error) in zip(comparable, errors) where (verdict.error == nil) != (error == nil) {
      Issue.record("\(name)\nours: \(verdict.error ?? "accepts")\nschema: \(error ?? "accepts")")
    }
    return errors.count { $0 == nil }
  }

  private func yamlFiles(below folder: String) throws -> [String] {
    try ((try? namesInFolder(folder)) ?? []).flatMap { name -> [String] in
      let path = "\(folder)/\(name)"
      if name.hasSuffix(".yaml") || name.hasSuffix(".yml") { return [path] }
      return name.contains(".") ? [] : try yamlFiles(below: path)
    }
  }
}
