package import LoracArchitectures
package import LoracDiagnostics

extension ModelInspection {
  /// What speaks against training on this model; empty for a complete base model of a known family.
  ///
  /// `path` is the model as the recipe gives it, `place` where. `stated` is the recipe's family with its place, and
  /// `predictsVelocity` its `v_prediction`; nil where the recipe says nothing.
  package func diagnostics(
    path: String, at place: Label? = nil, stated: (family: ModelArchitecture.Family, place: Label?)? = nil,
    predictsVelocity: (value: Bool, place: Label?)? = nil
  ) -> [Diagnostic] {
    guard case .base(let family) = kind else { return [Diagnostic.wrongModel(kind, path: path, at: place)] }
    var found: [Diagnostic] = []
    if !missingParts.isEmpty { found.append(.incompleteModel(missingParts, path: path, at: place)) }
    if let stated, stated.family != family {
      found.append(.familyDisagrees(stated.family, stated.place, found: family, path: path, at: place))
    }
    switch (prediction, predictsVelocity) {
    case (.unknown, nil):
      found.append(.predictionUnknown(path: path, at: place))
    case (.velocity, let told) where told?.value != true, (.epsilon, let told) where told?.value == true:
      found.append(.predictionDisagrees(prediction, told?.place ?? place, path: path))
    default: break
    }
    return found
  }
}

extension Diagnostic {
  /// A file that is no plain base model was given as one.
  static func wrongModel(_ kind: ModelKind, path: String, at place: Label?) -> Diagnostic {
    switch kind {
    case .part(let part):
      let advice: [ModelKind.Part: Note] = [
        .lora: .help("a LoRA to continue from is 'network.weights'"), .vae: .help("a separate VAE is 'model.vae'"),
        .unet: .help("give the whole checkpoint, or the diffusers folder that this file belongs to"),
      ]
      return Diagnostic(
        WeightsDiagnostics.partAsBase, "'\(path)' is a \(part.rawValue), not a base model", at: place,
        notes: [advice[part] ?? .help("give a checkpoint with U-Net, text encoder and VAE")])
    case .unsupported(let family):
      return Diagnostic(
        WeightsDiagnostics.unsupportedFamily, "'\(path)' is a \(family.rawValue) model, which cannot be planned yet",
        at: place, notes: [.help("use an SD 1.x, SD 2.x or SDXL model")])
    case .variant(let family, let variant):
      let what =
        variant == .otherInput
        ? "takes other input channels than a plain \(family.rawValue) model"
        : "is the \(variant.rawValue) form of \(family.rawValue)"
      return Diagnostic(
        WeightsDiagnostics.variantAsBase, "'\(path)' \(what)", at: place,
        notes: [.help("train on the plain \(family.rawValue) model")])
    case .base, .unrecognised:
      return Diagnostic(
        WeightsDiagnostics.unrecognisedModel, "'\(path)' is no model of a known family", at: place,
        notes: [.help("use an SD 1.x, SD 2.x or SDXL model")])
    }
  }

  /// A base model lacks `parts`.
  static func incompleteModel(_ parts: [ModelKind.Part], path: String, at place: Label?) -> Diagnostic {
    let list = parts.map(\.rawValue).joined(separator: " and ")
    return Diagnostic(
      WeightsDiagnostics.incompleteModel, "'\(path)' has no \(list)", at: place,
      notes: [.help("take the full version of the model")])
  }

  /// The recipe says `stated` at `statedPlace`; the file is of the family `found`.
  static func familyDisagrees(
    _ stated: ModelArchitecture.Family, _ statedPlace: Label?, found: ModelArchitecture.Family, path: String,
    at place: Label?
  ) -> Diagnostic {
    Diagnostic(
      WeightsDiagnostics.familyDisagrees, "'\(path)' is an \(found.rawValue) model, not \(stated.rawValue)",
      at: statedPlace ?? place, secondary: statedPlace == nil ? [] : place.map { [$0] } ?? [],
      notes: [.help("leave 'model.family' out, or write '\(found.rawValue)'")])
  }

  /// An SD 2 model does not tell what it predicts, and neither does the recipe.
  static func predictionUnknown(path: String, at place: Label?) -> Diagnostic {
    Diagnostic(
      WeightsDiagnostics.predictionUnknown, "'\(path)' does not tell whether it predicts noise or velocity", at: place,
      notes: [.help("set 'model.v_prediction'; models for 768 pixels predict velocity")])
  }

  /// The file says what it predicts, and the recipe says otherwise.
  static func predictionDisagrees(_ found: PredictionType, _ place: Label?, path: String) -> Diagnostic {
    let isVelocity = found == .velocity
    return Diagnostic(
      WeightsDiagnostics.predictionDisagrees,
      "'\(path)' says that it predicts \(isVelocity ? "velocity" : "noise"), the recipe does not", at: place,
      notes: [.help("set 'model.v_prediction: \(isVelocity)'")])
  }

  /// A saved LoRA file differs from its plan.
  package static func loraDiffers(_ differences: [LoRAFileHeader.Difference], path: String) -> Diagnostic {
    let shown = differences.prefix(3).map { Note.note($0.description) }
    let rest = differences.count - shown.count
    return Diagnostic(
      WeightsDiagnostics.loraDiffers, "'\(path)' does not hold the planned tensors",
      notes: shown + (rest > 0 ? [.note("and \(rest) more")] : [])
        + [.help("compare the run's command with 'lorac emit': it trained another network than the plan's")])
  }
}
