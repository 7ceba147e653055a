import LoracDiagnostics
import LoracKohya
import LoracKohyaArguments
import LoracPlan
import LoracRecipe
import LoracSchema
import LoracYAML
import Testing

@Suite struct FlagTableTests {
  private func arguments(_ plan: TrainingPlan, target: KohyaTarget = .current) -> [Argument] {
    var problems: [EmissionProblem] = []
    let options = KohyaEmission.Options(target: target, sideFolder: "side")
    return KohyaEmission(plan, options, problems: &problems).invocation.arguments
  }

  @Test func whatIsWrittenCanBeReadBack() {
    let plan = SamplePlans.full
    var copy = TrainingPlan(
      name: "", steps: plan.steps, learningRates: LearningRatePlan(points: []),
      model: ModelPlan(base: "", family: .sd15), network: NetworkPlan(type: "lora", rank: 1, alpha: 1, train: .both),
      optimizer: OptimizerPlan(type: ""), schedule: SchedulePlan(type: "", warmup: .steps(0)),
      train: TrainPlan(
        epochs: nil, steps: nil, seed: nil, mixedPrecision: "no", gradientAccumulation: 1, gradientCheckpointing: false),
      loss: LossPlan(), save: SavePlan(precision: "", format: "", directory: ""),
      log: LogPlan(tensorboard: false, directory: nil, prefix: nil), run: plan.run, data: plan.data,
      fingerprint: plan.fingerprint)
    let written = arguments(plan)
    let unread = FlagReader.read(written, into: &copy)
    // The script itself says which family it trains, and prompts stand in a file.
    copy.model.family = plan.model.family
    copy.sample?.prompts = plan.sample?.prompts ?? []
    copy.kohya = plan.kohya
    let own = FlagReader.names.subtracting(unread.map(\.name))
    let again = arguments(copy)
    for argument in written where own.contains(argument.name) {
      #expect(again.first { $0.name == argument.name } == argument)
    }
    #expect(again.map(\.name) == written.map(\.name))
  }

  @Test func everyArgumentWrittenIsOneOfKohyas() {
    for name in FlagReader.names { #expect(KohyaArgumentTable.current.argument(named: name) != nil, "\(name)") }
  }

  @Test func everyArgumentThatAFieldNamesIsWrittenByTheTable() {
    // Names that exist only in a dataset config.
    let configOnly: Set = ["num_repeats", "class_tokens", "image_dir", "batch_size"]
    // TensorBoard is kohya's choice as soon as a folder is given.
    let implied: Set = ["log_with"]
    let named = Set(RecipeFields.recipe.fields.flatMap(\.kohyaArguments))
      .union(FolderFields.block.fields.flatMap(\.kohyaArguments))
    #expect(named.subtracting(FlagReader.names).subtracting(configOnly).subtracting(implied).isEmpty)
  }

  @Test func everyArgumentOfKohyaIsReachable() throws {
    for argument in KohyaArgumentTable.current.all where KohyaBlock.firstClass(argument.name) == nil {
      #expect(!FlagReader.names.contains(argument.name), "\(argument.name) can be set twice")
      var diagnostics = DiagnosticList()
      let file = SourceFile(name: "kohya.yaml", text: "\(argument.name): \(sampleValue(argument))")
      let node = try #require(parse(file, into: &diagnostics))
      guard case .mapping(let pairs) = node.content else { continue }
      let setting = KohyaBlock.validate(pairs[0], into: &diagnostics)
      #expect(setting != nil && diagnostics.isEmpty, "\(argument.name) is out of reach")
    }
  }

  private func sampleValue(_ argument: KohyaArgument) -> String {
    var value = argument.choiceTexts?.first.map { argument.type == .string ? "'\($0)'" : $0 } ?? ""
    if value.isEmpty {
      switch (argument.kind, argument.type) {
      case (.storeTrue, _), (.storeFalse, _): return "true"
      case (_, .integer): value = "3"
      case (_, .float): value = "0.5"
      default: value = "'1'"
      }
    }
    return argument.takesList ? "[\(value)]" : value
  }
}
