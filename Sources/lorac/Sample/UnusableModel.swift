internal import LoracArchitectures
internal import LoracDiagnostics
internal import LoracSampling
internal import LoracWeights

/// Why no pictures can be made with a base model.
enum UnusableModel {
  /// What is to be said of the model at `path`, which could not be opened.
  ///
  /// A file that is something else altogether lacks nearly all tensors; then that is said, as `lorac check` does.
  static func diagnostics(_ error: BaseModelError, path: String) -> [Diagnostic] {
    guard let inspection = try? ModelInspection.inspect(path) else {
      return Diagnostic.baseModel(error).map(withoutRun)
    }
    if let family = inspection.family, family != .sd15 {
      let name = family == .sdxl ? "SDXL" : "SD 2"
      return [.cannotSample("'\(path)' is an \(name) model, and lorac's own sampler has SD 1 only")]
    }
    var found = inspection.diagnostics(path: path).filter { $0.severity == .error }
    guard !found.isEmpty else { return Diagnostic.baseModel(error) }
    let help: String? =
      switch inspection.kind {
      case .part(.lora): "a LoRA is named with --lora, and the model that it was trained on with --base"
      case .part(.vae): "a separate VAE is named with --vae, and a whole model with --base"
      default: nil
      }
    if let help, !found.isEmpty { found[0].notes = [.help(help)] }
    return found
  }

  /// Says why a file cannot be read, without advice for training.
  static func file(_ error: SafetensorsError, path: String) -> Diagnostic { withoutRun(.needed(error, path: path)) }

  private static func withoutRun(_ diagnostic: Diagnostic) -> Diagnostic {
    guard diagnostic.code.id == "LR0600" else { return diagnostic }
    var diagnostic = diagnostic
    diagnostic.notes = [.help("correct the path")]
    return diagnostic
  }
}
