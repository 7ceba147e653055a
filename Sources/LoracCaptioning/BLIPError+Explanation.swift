internal import LoracFiles
internal import LoracJSON
internal import LoracWeights

extension BLIPError {
  /// What is wrong, in one sentence without a full stop; of many parts the first five.
  package var explanation: String {
    switch self {
    case .missing(let names, let folder):
      "the folder '\(folder)' has no \(names.map { "'\($0)'" }.joined(separator: " or "))"
    case .pickled(let path):
      "'\(path)' holds pickled weights, which can run any program; save the model as safetensors "
        + "(`save_pretrained` does), or fetch model.safetensors"
    case .weights(let error, let path): "'\(path)' is no safetensors file that can be read: \(error)"
    case .unreadable(let error): "'\(error.path)': \(error.reason)"
    case .json(let error, let path): "'\(path)' is no JSON: \(error.description)"
    case .settings(let problems, let path): "'\(path)': " + Self.list(problems.map(\.description))
    case .tensors(let problems, let path): "'\(path)': " + Self.list(problems.map(\.description))
    case .vocabulary(let reason, let path): "'\(path)' \(reason)"
    case .options(let problems): Self.list(problems.map(\.description))
    case .outOfMemory(let bytes): "there is no memory for \(bytes >> 20) MiB"
    case .noBLAS(let reason): "OpenBLAS cannot be used: \(reason)"
    case .notANumber: "the model's scores are no numbers; its weights are broken"
    }
  }

  private static func list(_ parts: [String]) -> String {
    let shown = parts.prefix(5).joined(separator: "; ")
    return parts.count > 5 ? "\(shown); and \(parts.count - 5) more" : shown
  }
}
