internal import LoracArchitectures
internal import LoracDiagnostics
internal import LoracPlan
internal import LoracPlanSettings
internal import LoracRecipe
internal import LoracSchema
internal import LoracWeights

/// The LoRA that training continues from, held against the network that the recipe describes.
struct ContinuedWeights {
  private let recipe: Recipe
  private let mode: PlanCompiler.Mode

  /// Checks `network.weights` of `recipe`.
  init(_ recipe: Recipe, mode: PlanCompiler.Mode) {
    self.recipe = recipe
    self.mode = mode
  }

  /// Reports what `plan`, for a model of `architecture`, would make of the file; nothing if it names none.
  func check(_ plan: TrainingPlan, _ architecture: ModelArchitecture, into diagnostics: inout DiagnosticList) {
    guard let path = plan.network.weights else { return }
    let place = recipe.label(NetworkFields.weights, "")
    let file: LoRAWeights
    do throws(SafetensorsError) {
      file = try LoRAWeights.open(path)
    } catch {
      diagnostics.append(problem(error, path, place, plan))
      return
    }
    // kohya then takes the ranks and alphas from the file itself (sd-scripts train_network.py:671).
    guard !plan.kohyaFlag("dim_from_weights") else { return }
    let configuration = AdapterConfiguration(plan.network, savePrecision: plan.save.precision)
    let found = file.diagnostics(
      continuing: AdapterTensors(architecture, configuration), path: path, at: place)
    diagnostics.append(contentsOf: found)
    guard !found.contains(where: { $0.severity == .error }) else { return }
    let alphas = Self.alphas(architecture, configuration)
    if let other = file.otherAlpha(than: { alphas[$0] }) {
      diagnostics.append(
        .alphaDiffers(
          stored: Double(other.stored), planned: Double(other.planned), count: other.count, path: path, at: place))
    }
  }

  /// Why the file cannot be read: an error only where that keeps the plan from being carried out.
  private func problem(
    _ error: SafetensorsError, _ path: String, _ place: Label?, _ plan: TrainingPlan
  ) -> Diagnostic {
    var diagnostic = Diagnostic.file(error, path: path, at: place)
    switch error {
    case .missing: diagnostic.severity = mode == .run ? .error : .warning
    // kohya loads these, though nothing about them can be checked here.
    case .otherContent(.pickle): if plan.run.backend == "kohya" { diagnostic.severity = .warning }
    default: break
    }
    return diagnostic
  }

  /// The alpha of each module; kohya takes the rank where it is 0 (sd-scripts networks/lora.py:72).
  private static func alphas(
    _ architecture: ModelArchitecture, _ configuration: AdapterConfiguration
  ) -> [String: Float] {
    let modules = architecture.adaptableModules(beyondTransformers: configuration.convolution != nil)
    var alphas: [String: Float] = [:]
    for module in modules {
      guard let size = configuration.size(for: module) else { continue }
      alphas[module.name] = size.alpha == 0 ? Float(size.rank) : Float(size.alpha)
    }
    return alphas
  }
}
