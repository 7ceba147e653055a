internal import LoracArchitectures
internal import LoracDiagnostics
internal import LoracPlan
internal import LoracRecipe
internal import LoracSchema
internal import LoracWeights

/// The base model as the plan needs it.
struct LoweredModel: Sendable {
  /// What the plan says of it.
  var plan: ModelPlan
  /// Its widths.
  var architecture: ModelArchitecture
  /// What a run of lorac's own reads of it; nil if that is unknown.
  var sizes: StableDiffusionSizes?
  /// The hash by which a replaced model is noticed; nil if the model is not on this machine.
  var fingerprint: String?
}

/// Finds out what the base model is, from the recipe and from its header.
struct ModelLowering {
  private let recipe: Recipe
  private let mode: PlanCompiler.Mode

  /// Lowers the model of `recipe`.
  init(_ recipe: Recipe, mode: PlanCompiler.Mode) {
    self.recipe = recipe
    self.mode = mode
  }

  /// The model at `base`; nil if its family is unknown or cannot be trained, which is reported.
  func lower(base: String, into diagnostics: inout DiagnosticList) -> LoweredModel? {
    let stated = recipe[ModelFields.family].flatMap(ModelFamily.init(rawValue:))
    let place = recipe.label(ModelFields.base, "")
    let inspection: ModelInspection
    do throws(ModelInspectionError) {
      inspection = try ModelInspection.inspect(base)
    } catch {
      diagnostics.append(problem(error, base, place, isFamilyKnown: stated != nil))
      guard let stated else {
        diagnostics.append(.unknownFamily(base, recipe))
        return nil
      }
      return LoweredModel(
        plan: settings(base, stated), architecture: .published(ModelArchitecture.Family(stated)),
        sizes: stated == .sd15 ? .published(.float16) : nil, fingerprint: nil)
    }
    let statesPrediction = recipe.states(ModelFields.vPrediction)
    diagnostics.append(
      contentsOf: inspection.diagnostics(
        path: base, at: place,
        stated: stated.map { (ModelArchitecture.Family($0), recipe.label(ModelFields.family, "stated here")) },
        predictsVelocity: statesPrediction
          ? (recipe.value(ModelFields.vPrediction), recipe.label(ModelFields.vPrediction, "stated here")) : nil))
    guard let family = inspection.family.map(ModelFamily.init) ?? stated else { return nil }
    return lower(base, inspection, family)
  }

  /// Why the model could not be looked at: an error if the plan is to be carried out.
  ///
  /// A pickled checkpoint can be trained by kohya, though nothing about it can be checked here.
  private func problem(
    _ error: ModelInspectionError, _ base: String, _ place: Label?, isFamilyKnown: Bool
  ) -> Diagnostic {
    var diagnostic = Diagnostic.model(error, path: base, at: place)
    switch error {
    case .file(.missing): diagnostic.severity = mode == .run ? .error : .warning
    case .file(.otherContent(.pickle)):
      if isFamilyKnown, recipe.value(RunFields.backend) == "kohya" { diagnostic.severity = .warning }
    default: break
    }
    return diagnostic
  }

  private func lower(_ base: String, _ inspection: ModelInspection, _ family: ModelFamily) -> LoweredModel {
    var plan = settings(base, family)
    plan.file = ModelFilePlan(
      layout: inspection.layout.rawValue, dtype: inspection.unetType?.rawValue, bytes: inspection.byteCount,
      shortHash: inspection.shortHash)
    var published = ModelArchitecture.published(ModelArchitecture.Family(family))
    if inspection.layout == .diffusers { published = published.loadedFromDiffusersFolder }
    return LoweredModel(
      plan: plan, architecture: inspection.architecture ?? published, sizes: inspection.sizes,
      fingerprint: inspection.fingerprint)
  }

  private func settings(_ base: String, _ family: ModelFamily) -> ModelPlan {
    var plan = ModelPlan(
      base: base, family: family, clipSkip: recipe.value(ModelFields.clipSkip),
      maxTokenLength: recipe.value(ModelFields.maxTokenLength), vPrediction: recipe.value(ModelFields.vPrediction))
    plan.vae = recipe[ModelFields.vae]
    return plan
  }
}

extension ModelFamily {
  /// The plan's name of a family.
  init(_ family: ModelArchitecture.Family) {
    switch family {
    case .sd15: self = .sd15
    case .sd2: self = .sd2
    case .sdxl: self = .sdxl
    }
  }
}

extension ModelArchitecture.Family {
  /// The architecture of a plan's family.
  init(_ family: ModelFamily) {
    switch family {
    case .sd15: self = .sd15
    case .sd2: self = .sd2
    case .sdxl: self = .sdxl
    }
  }
}
