/// Why ONNX Runtime or a model could not be used.
package enum ONNXError: Error, Sendable, Hashable {
  /// There is no library in any of these places.
  case runtimeMissing(searched: [String])
  /// There is nothing at the path that was named, or no library in the folder.
  case noRuntime(at: String)
  /// The file is there and the system cannot open it as a library.
  case runtimeUnusable(path: String, reason: String)
  /// The file is a library, and not ONNX Runtime.
  case notRuntime(path: String)
  /// A version that lacks what is needed; see ``ONNXRuntime/oldestVersion``.
  case runtimeVersion(path: String, version: String)
  /// The model's file is missing, or is no file.
  case modelMissing(path: String)
  /// ONNX Runtime does not take the model.
  case modelRefused(path: String, ModelRefusal)
  /// A model without inputs or outputs.
  case modelEmpty(path: String)
  /// The model takes something else than one picture.
  case pictureInput(model: String, inputs: [ONNXParameter])
  /// There is no such input, or one that the model needs was not given.
  case inputNames(model: String, given: [String], expected: [ONNXParameter])
  /// The numbers given do not have the shape or type of the model's input.
  case inputShape(model: String, expected: ONNXParameter, given: String)
  /// The model has no output of that name.
  case noSuchOutput(model: String, name: String, outputs: [ONNXParameter])
  /// An output is no tensor, or of a type that is not read here.
  case outputType(model: String, name: String, type: String)
  /// ONNX Runtime began and failed, in its own words.
  case runFailed(model: String, message: String)
  /// ONNX Runtime failed in what should always work, in its own words.
  case runtimeFailed(message: String)

  /// What is wrong, in one sentence without a full stop.
  package var explanation: String {
    switch self {
    case .runtimeMissing: "ONNX Runtime was not found"
    case .noRuntime(let path): "there is no ONNX Runtime at '\(path)'"
    case .runtimeUnusable(let path, let reason): "'\(path)' cannot be opened as a library: \(reason)"
    case .notRuntime(let path): "'\(path)' is a library, but not ONNX Runtime"
    case .runtimeVersion(let path, let version):
      "'\(path)' is ONNX Runtime \(version); 1.\(ONNXRuntime.interfaceVersion) or newer is needed"
    case .modelMissing(let path): "there is no file '\(path)'"
    case .modelRefused(let path, let refusal): "'\(path)' \(refusal.explanation)"
    case .modelEmpty(let path): "'\(path)' is a model without inputs or outputs"
    case .pictureInput(let model, let inputs):
      "'\(model)' takes \(Self.list(inputs)), not one picture (1×height×width×3 or 1×3×height×width)"
    case .inputNames(let model, let given, let expected):
      "'\(model)' takes \(Self.list(expected)), not \(given.map { "'\($0)'" }.joined(separator: ", "))"
    case .inputShape(let model, let expected, let given):
      "'\(model)' takes \(expected.text) as '\(expected.name)', not \(given)"
    case .noSuchOutput(let model, let name, let outputs):
      "'\(model)' has no output '\(name)', but \(Self.list(outputs))"
    case .outputType(let model, let name, let type): "the output '\(name)' of '\(model)' is \(type), which is not read"
    case .runFailed(let model, let message): "'\(model)' failed while it ran: \(message)"
    case .runtimeFailed(let message): "ONNX Runtime failed: \(message)"
    }
  }

  /// What to do about it, as an imperative sentence without a full stop; nil where nobody knows.
  package var remedy: String? {
    switch self {
    case .runtimeMissing, .noRuntime, .notRuntime:
      "pip install onnxruntime, or name libonnxruntime.so in 'run.onnxruntime' or LORAC_ONNXRUNTIME"
    case .runtimeUnusable: "install it anew, for this processor: pip install --force-reinstall onnxruntime"
    case .runtimeVersion: "pip install --upgrade onnxruntime"
    case .modelMissing: "download the model, or correct its path"
    case .modelRefused(_, let refusal): refusal.remedy
    case .modelEmpty, .pictureInput, .inputNames, .inputShape, .noSuchOutput, .outputType:
      "use a model of the kind that is wanted here"
    case .runFailed, .runtimeFailed: nil
    }
  }

  /// Names with their shapes: "'input' (1×3×320×320 float32), …", at most four.
  package static func list(_ parameters: [ONNXParameter]) -> String {
    let names = parameters.prefix(4).map { "'\($0.name)' (\($0.text))" }
    return names.joined(separator: ", ") + (parameters.count > 4 ? ", …" : "")
  }
}

/// Why ONNX Runtime does not take a model; the message is its own.
package enum ModelRefusal: Sendable, Hashable {
  /// The file is not in ONNX's format, or cut off.
  case notONNX(message: String)
  /// The format or the operators are newer than this version of ONNX Runtime.
  case tooNew(message: String)
  /// The weights are in a file of their own, which is missing.
  case weightsMissing(message: String)
  /// An operator that this ONNX Runtime does not have.
  case operatorMissing(message: String)
  /// The parts of the model contradict each other, or something else.
  case invalid(message: String)

  /// What is wrong, as the end of a sentence that begins with the file's name.
  package var explanation: String {
    switch self {
    case .notONNX: "is no ONNX model, or damaged"
    case .tooNew(let message): "is newer than this ONNX Runtime: \(message)"
    case .weightsMissing(let message): "keeps its weights in a second file that is not there: \(message)"
    case .operatorMissing(let message): "uses an operator that this ONNX Runtime lacks: \(message)"
    case .invalid(let message): "is refused by ONNX Runtime: \(message)"
    }
  }

  /// What to do about it, as an imperative sentence without a full stop.
  package var remedy: String {
    switch self {
    case .notONNX: "download it again; Git LFS leaves a text of three lines where a file was not fetched"
    case .tooNew: "pip install --upgrade onnxruntime, or use an older export of the model"
    case .weightsMissing: "download the file of weights too, and put it beside the model"
    case .operatorMissing: "use a model without operators of other libraries, or a newer ONNX Runtime"
    case .invalid: "download it again, or use another export of the model"
    }
  }

  /// Sorts what ONNX Runtime says into kinds; `code` is its OrtErrorCode.
  init(code: Int, message: String) {
    self =
      switch code {
      case 7: .notONNX(message: message)
      case _ where message.contains("IR version") || message.contains("under development"): .tooNew(message: message)
      case _ where message.contains("No such file") || message.contains("External data"):
        .weightsMissing(message: message)
      case 9: .operatorMissing(message: message)
      case _ where message.contains("is not a registered function/op"): .operatorMissing(message: message)
      default: .invalid(message: message)
      }
  }
}
