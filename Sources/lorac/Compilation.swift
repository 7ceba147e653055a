internal import ArgumentParser
internal import LoracDiagnostics
internal import LoracKohya
internal import LoracLowering
internal import LoracNativeSupport
internal import LoracPlan
internal import LoracRecipe
internal import LoracReference
internal import LoracSchema

/// What a recipe became, and everything that was reported on the way.
struct Compilation {
  /// Whose capabilities are checked.
  enum Backend {
    /// Those of the back end that the recipe names.
    case ofRecipe
    /// lorac's own trainer, whatever the recipe says.
    case native
    /// kohya, whatever the recipe says; what it cannot express is checked when the command is written.
    case kohya
  }

  /// The resolved recipe; nil if it cannot be read at all.
  var recipe: Recipe?
  /// The plan; nil if there are errors.
  var plan: TrainingPlan?
  /// Where the values of the plan come from.
  var sources: PlanSources?
  /// Everything that was reported, suppressed warnings removed.
  var diagnostics = DiagnosticList()
  /// Whether the capabilities of lorac's own trainer were checked.
  private var checksNative = false

  /// Takes the recipe at `path` down the road to a plan.
  ///
  /// Each stage reports all it finds. A stage that cannot trust its input, because an earlier one reported errors, is
  /// left out; rules across keys do not keep the dataset from being read. `overlays` are further texts, laid over the
  /// recipe and `changes`.
  init(
    _ path: String, changes: [String], overlays: [SourceFile] = [], mode: PlanCompiler.Mode,
    backend: Backend = .ofRecipe, files: any RecipeFiles = DiskFiles()
  ) {
    guard let recipe = resolve(path, changes: changes, overlays: overlays, files) else { return }
    self.recipe = recipe
    let file = recipe.file
    let isSound = !diagnostics.hasErrors
    RecipeRules.check(recipe, into: &diagnostics)
    if isSound { lower(recipe, mode, backend, PlanOrigin(recipe: path, changes: changes)) }
    Suppression.apply(to: &diagnostics, of: file, catalogue: DiagnosticCatalogue.all) { code in
      if NativeDiagnostics.codes.contains(code) { return checksNative }
      return isSound || !code.id.hasPrefix("LR05") && !code.id.hasPrefix("LR06")
    }
    if diagnostics.hasErrors { plan = nil }
    plan?.diagnostics = diagnostics.sorted.map { diagnostic in
      PlanDiagnostic(
        code: diagnostic.code.id, severity: diagnostic.severity.rawValue, message: diagnostic.headline)
    }
  }

  /// Resolves the recipe at `path` and goes no further; its text is `text` where that is given.
  init(resolving path: String, changes: [String] = [], text: [UInt8]? = nil) {
    recipe = resolve(path, changes: changes, overlays: [], text: text, DiskFiles())
    if let recipe { RecipeRules.check(recipe, into: &diagnostics) }
  }

  private mutating func resolve(
    _ path: String, changes: [String], overlays: [SourceFile], text: [UInt8]? = nil, _ files: any RecipeFiles
  ) -> Recipe? {
    let loader = RecipeLoader(files: files)
    let layers =
      text.map { loader.load(SourceFile(name: path, bytes: $0), into: &diagnostics) }
      ?? loader.load(path, into: &diagnostics)
    guard let layers, let file = layers.last?.file else { return nil }
    let commandLine = changes.compactMap { CommandLineLayer().read($0, into: &diagnostics) }
    let above = overlays.flatMap { loader.load($0, into: &diagnostics) ?? [] }
    return Resolver(environment: Environment.all)
      .resolve(layers + commandLine + above, recipe: file, into: &diagnostics)
  }

  private mutating func lower(
    _ recipe: Recipe, _ mode: PlanCompiler.Mode, _ backend: Backend, _ origin: PlanOrigin
  ) {
    let compiler = PlanCompiler(indexFolder: CacheFolder.path, store: CacheFolder.preparations)
    guard let (plan, sources) = compiler.plan(recipe, mode: mode, into: &diagnostics) else { return }
    PlanLints.check(plan, recipe, into: &diagnostics)
    switch (backend, plan.run.backend) {
    case (.ofRecipe, "kohya"): reportLimits(of: plan)
    case (.ofRecipe, _), (.native, _):
      checksNative = true
      NativeCheck.check(plan, recipe: recipe, sources: sources, into: &diagnostics)
    case (.kohya, _): break
    }
    self.plan = plan
    self.plan?.origin = origin
    self.sources = sources
  }

  /// What kohya cannot express is said when planning, not only when the command is written.
  private mutating func reportLimits(of plan: TrainingPlan) {
    var problems: [EmissionProblem] = []
    let target = KohyaTarget(rawValue: plan.run.sdScriptsVersion) ?? .current
    _ = KohyaEmission(plan, .init(target: target, sideFolder: "."), problems: &problems)
    for problem in problems { report(problem.field, problem.diagnostic) }
  }

  /// Whether nothing is wrong but that images are not prepared yet.
  var needsOnlyPreparation: Bool {
    let errors = diagnostics.sorted.filter { $0.severity == .error }
    return recipe != nil && !errors.isEmpty && errors.allSatisfy { $0.code == PreparationDiagnostics.notPrepared }
  }

  /// Adds what a back end cannot do, each at the place where the recipe asks for it.
  mutating func report(_ field: String, _ diagnostic: Diagnostic) {
    diagnostics.append(diagnostic.placed(at: field, of: recipe, sources))
  }
}

extension Compilation {
  /// A saved plan as it is, or a recipe's plan.
  static func ofRecipeOrPlan(
    _ path: String, changes: [String], mode: PlanCompiler.Mode, backend: Backend
  ) throws -> Compilation {
    guard PlanFile.isPlan(path) else { return Compilation(path, changes: changes, mode: mode, backend: backend) }
    guard changes.isEmpty else { throw ValidationError("A saved plan cannot be changed by --set; change its recipe.") }
    var compilation = Compilation()
    do throws(PlanFile.Problem) {
      compilation.plan = try PlanFile.read(path)
    } catch {
      Terminal.printError("lorac: \(error.message)")
      throw ExitStatus.errors
    }
    // With its recipe a plan is compared with a fresh one, which is checked.
    if let plan = compilation.plan, plan.origin == nil, backend == .native || plan.run.backend == "native",
      backend != .kohya
    {
      NativeCheck.check(plan, recipe: nil, sources: nil, into: &compilation.diagnostics)
      if compilation.diagnostics.hasErrors { compilation.plan = nil }
    }
    return compilation
  }

  private init() {}
}
