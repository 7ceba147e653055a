internal import LoracKohya
internal import LoracONNX

/// Where this machine has ONNX Runtime, which taggers, background removal and face detection need.
enum ModelRuntime {
  /// The places to look in: `given` by the recipe's `run.onnxruntime`, the environment's, Python's, and that of sd-scripts.
  static func search(
    given: String? = nil, beside kohya: KohyaInstallation = KohyaBackend.find(nil)
  ) -> ONNXRuntimeSearch {
    // Read when the library is opened: it is to send nothing.
    Environment.set("ORT_DISABLE_TELEMETRY", to: "1")
    var search = ONNXRuntimeSearch()
    search.given = given
    search.variable = Environment["LORAC_ONNXRUNTIME"]
    search.virtualEnvironment = Environment["VIRTUAL_ENV"]
    search.condaEnvironment = Environment["CONDA_PREFIX"]
    search.home = Environment["HOME"]
    search.path = (Environment["PATH"] ?? "").split(separator: ":").map(String.init)
    // The program in environment/bin.
    let python = kohya.python?.split(separator: "/", omittingEmptySubsequences: false).dropLast(2)
    if let python { search.environments = [python.joined(separator: "/")] }
    return search
  }
}
