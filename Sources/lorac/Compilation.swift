internal import ArgumentParser
internal import LoracDiagnostics
internal import LoracKohya
internal import LoracLowering
internal import LoracPlan
internal import LoracRecipe
internal import LoracReference
internal import LoracSchema

/// What a recipe became, and everything that was reported on the way.
struct Compilation {
  /// The resolved recipe; nil if it cannot be read at all.
  var recipe: Recipe?
  /// The plan; nil if there are errors.
  var plan: TrainingPlan?
  /// Where the values of the plan come from.
  var sources: PlanSources?
  /// Everything that was reported, suppressed warnings removed.
  var diagnostics = DiagnosticList()

  /// Takes the recipe at `path` down the road to a plan.
  ///
  /// Each stage reports all it finds. A stage that cannot trust its input, because an earlier one reported errors, is
  /// left out; rules across keys do not keep the dataset from being read.
  init(_ path: String, changes: [String], mode: PlanCompiler.Mode, files: any RecipeFiles = DiskFiles()) {
    let loader = RecipeLoader(files: files)
    guard let layers = loader.load(path, into: &diagnostics), let file = layers.last?.file else { return }
    let commandLine = changes.compactMap { CommandLineLayer().read($0, into: &diagnostics) }
    let recipe = Resolver(environment: Environment.all)
      .resolve(layers + commandLine, recipe: file, into: &diagnostics)
    self.recipe = recipe
    let isSound = !diagnostics.hasErrors
    RecipeRules.check(recipe, into: &diagnostics)
    if isSound { lower(recipe, mode, PlanOrigin(recipe: path, changes: changes)) }
    Suppression.apply(to: &diagnostics, of: file, catalogue: DiagnosticCatalogue.all) { code in
      isSound || !code.id.hasPrefix("LR05") && !code.id.hasPrefix("LR06")
    }
    if diagnostics.hasErrors { plan = nil }
    plan?.diagnostics = diagnostics.sorted.map { diagnostic in
      PlanDiagnostic(
        code: diagnostic.code.id, severity: diagnostic.severity.rawValue, message: diagnostic.headline)
    }
  }

  private mutating func lower(_ recipe: Recipe, _ mode: PlanCompiler.Mode, _ origin: PlanOrigin) {
    let compiler = PlanCompiler(indexFolder: CacheFolder.path)
    guard let (plan, sources) = compiler.plan(recipe, mode: mode, into: &diagnostics) else { return }
    PlanLints.check(plan, recipe, into: &diagnostics)
    if plan.run.backend == "kohya" { reportLimits(of: plan) }
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

  /// Adds what a back end cannot do, each at the place where the recipe asks for it.
  mutating func report(_ field: String, _ diagnostic: Diagnostic) {
    var diagnostic = diagnostic
    if diagnostic.primary == nil, let source = sources?[field] ?? recipe?.settings[field]?.source {
      diagnostic.primary = Label(source.range, "asked for here")
    }
    diagnostics.append(diagnostic)
  }
}

extension Compilation {
  /// A saved plan as it is, or a recipe's plan.
  static func ofRecipeOrPlan(_ path: String, changes: [String], mode: PlanCompiler.Mode) throws -> Compilation {
    guard PlanFile.isPlan(path) else { return Compilation(path, changes: changes, mode: mode) }
    guard changes.isEmpty else { throw ValidationError("A saved plan cannot be changed by --set; change its recipe.") }
    var compilation = Compilation()
    do throws(PlanFile.Problem) {
      compilation.plan = try PlanFile.read(path)
    } catch {
      Terminal.printError("lorac: \(error.message)")
      throw ExitStatus.errors
    }
    return compilation
  }

  private init() {}
}
