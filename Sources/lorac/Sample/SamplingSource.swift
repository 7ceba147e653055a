internal import LoracDiagnostics
internal import LoracFiles
internal import LoracLowering
internal import LoracPlan
internal import LoracPrompts
internal import LoracRunHistory
internal import LoracRunLog
internal import LoracSampling

/// What `lorac sample` is to make, from its options and a recipe.
struct SamplingSource {
  /// The base model.
  var base: String
  var vae: String?
  /// Whether the base model predicts velocity, as the recipe says of its own; files do not tell.
  var predictsVelocity: Bool
  /// Files with their weights.
  var loras: [(path: String, weight: AdapterStack.Weight)]
  var orders: [PictureOrder]
  /// Where files are looked for that prompts name.
  var folders: LoRAFolders

  /// Collects everything; nil if something is wrong, which is reported.
  init?(_ options: SampleCommand, into diagnostics: inout [Diagnostic]) {
    var plan: TrainingPlan?
    if let path = options.recipe {
      plan = Self.plan(path, into: &diagnostics)
      if plan == nil { return nil }
    }
    guard let base = options.base ?? plan?.model.base else { return nil }
    self.base = base
    vae = options.vae ?? (options.base == nil ? plan?.model.vae : nil)
    predictsVelocity = options.base == nil && plan?.model.vPrediction == true
    // What cannot be read was refused with the command line.
    loras = options.lora.compactMap { try? NamedLoRA($0) }.map { ($0.path, $0.weight) }
    if options.lora.isEmpty, let newest = plan.flatMap(Self.newestFile) { loras = [(newest, .init(1))] }
    orders = Self.orders(options, plan, into: &diagnostics)
    folders = LoRAFolders(
      loras.map { FilePaths.parent(of: $0.path) } + [plan?.save.directory, "output", "."].compactMap(\.self))
  }

  /// The plan of a recipe, or of a run by its folder or name.
  private static func plan(_ path: String, into diagnostics: inout [Diagnostic]) -> TrainingPlan? {
    let run = FileSystem.kind(of: path) == .file ? nil : RunFolders.named(path)
    if run != nil || FileSystem.kind(of: path) == .folder || PlanFile.isPlan(path) {
      do throws(PlanFile.Problem) {
        return try PlanFile.read(run.map { RunFolder($0).plan } ?? path)
      } catch {
        diagnostics.append(.cannotSample(error.message))
        return nil
      }
    }
    let compilation = Compilation(path, changes: [], mode: .plan)
    // What is wrong with the dataset does not matter here as long as there is a plan.
    if compilation.plan == nil { diagnostics += compilation.diagnostics.sorted }
    return compilation.plan
  }

  /// The file that the plan saves last of those that are there.
  private static func newestFile(_ plan: TrainingPlan) -> String? {
    plan.saves.reversed().map { FilePaths.join(plan.save.directory, $0.file) }
      .first { FileSystem.kind(of: $0) == .file }
  }

  private static func orders(
    _ options: SampleCommand, _ plan: TrainingPlan?, into diagnostics: inout [Diagnostic]
  ) -> [PictureOrder] {
    var orders: [PictureOrder] = []
    if options.prompt.isEmpty, let plan, let sample = plan.sample {
      orders = sample.prompts.map { prompt in
        var parameters = GenerationParameters(prompt: prompt.prompt)
        parameters.complete(from: prompt, sampler: sample.sampler)
        parameters.clipSkip = plan.model.clipSkip
        return PictureOrder(parameters, syntax: .kohya)
      }
    } else {
      orders = TypedPrompts.read(options.prompt, into: &diagnostics).map { parameters in
        var parameters = parameters
        if let sample = plan?.sample, let preview = sample.prompts.first {
          parameters.complete(from: preview, sampler: sample.sampler)
        }
        parameters.clipSkip = parameters.clipSkip ?? plan?.model.clipSkip
        return PictureOrder(parameters)
      }
    }
    return orders.map { order in
      var order = order
      if let negative = options.negative { order.parameters.negative = negative }
      if let sampler = options.sampler { (order.parameters.sampler, order.parameters.scheduleType) = (sampler, nil) }
      order.parameters.steps = options.steps ?? order.parameters.steps
      order.parameters.guidance = options.cfg ?? order.parameters.guidance
      order.parameters.seed = options.seed ?? order.parameters.seed
      order.parameters.clipSkip = options.clipSkip ?? order.parameters.clipSkip
      if let size = options.size {
        order.parameters.size = PictureSize(size) ?? Int(size).map { PictureSize(width: $0, height: $0) }
      }
      return order
    }
  }
}
