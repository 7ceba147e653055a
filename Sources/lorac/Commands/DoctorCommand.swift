internal import ArgumentParser
internal import LoracFiles
internal import LoracKohya
internal import LoracONNX
internal import LoracPlan
internal import LoracPlanText
internal import LoracTensor

/// `lorac doctor`: what is installed for each back end.
struct DoctorCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "doctor",
    abstract: "Tell what is installed and what is missing for each back end.",
    discussion: "Exit status: 0 a back end can train here, 1 none can.")

  /// Python packages that sd-scripts cannot do without, and those that single settings need.
  private static let needed = ["torch", "accelerate", "diffusers", "transformers", "safetensors"]
  private static let optional = [
    ("bitsandbytes", "optimizers ending in 8bit"), ("xformers", "kohya: {xformers: true}"),
    ("dadaptation", "DAdaptation"), ("prodigyopt", "Prodigy"), ("lion-pytorch", "Lion"),
    ("schedulefree", "optimizers ending in ScheduleFree"), ("tensorboard", "reading the logs"),
  ]

  @Option(
    help: ArgumentHelp("An sd-scripts checkout; LORAC_SD_SCRIPTS otherwise.", valueName: "dir"), completion: .directory)
  var sdScripts: String?

  func run() throws {
    Terminal.print("lorac \(Lorac.version)")
    Terminal.print("")
    Terminal.print("native back end")
    reportNative()
    Terminal.print("")
    let installation = find()
    let isReady = report(installation)
    Terminal.print("")
    Terminal.print("preparation of datasets")
    reportModelRuntime(beside: installation)
    Terminal.print("")
    let words =
      switch (BLAS.problem == nil, isReady) {
      case (true, true): "both back ends can train here"
      case (true, false): "the native back end can train here, kohya cannot"
      case (false, true): "kohya can train here, the native back end cannot"
      case (false, false): "no back end can train here; plans and commands still work"
      }
    Terminal.print(words)
    if BLAS.problem != nil, !isReady { throw ExitStatus.errors }
  }

  /// What the native trainer computes with; all but OpenBLAS is part of lorac.
  private func reportNative() {
    line(true, "trainer", "part of lorac: LoRAs for Stable Diffusion 1.x, on the CPU")
    Machine.chooseProducts()
    line(
      BLAS.problem == nil, "BLAS",
      BLAS.description ?? "\(BLAS.problem ?? ""); Debian has it in the package libopenblas0")
    line(true, "threads", "\(Machine.processorCount)")
    guard let memory = Machine.memory else { return }
    line(true, "memory", "\(Numbers.bytes(memory.available)) free of \(Numbers.bytes(memory.total))")
  }

  /// What runs taggers, background removal and face detection; everything else that prepares is part of lorac.
  private func reportModelRuntime(beside installation: KohyaInstallation) {
    let name = "ONNX Runtime"
    do throws(ONNXError) {
      let runtime = try ModelRuntime.search(beside: installation).open()
      line(true, name, "\(runtime.version), \(runtime.path)")
    } catch {
      let remedy = "pip install onnxruntime, or name libonnxruntime.so in run.onnxruntime or LORAC_ONNXRUNTIME"
      let problem = if case .runtimeMissing = error { "not found" } else { error.explanation }
      line(false, name, "\(problem); needed for taggers, backgrounds and faces: \(remedy)", isOptional: true)
    }
  }

  private func find() -> KohyaInstallation {
    guard let sdScripts else { return KohyaBackend.find(nil) }
    var search = KohyaInstallation.Search(path: (Environment["PATH"] ?? "").split(separator: ":").map(String.init))
    search.recipeFolder = sdScripts
    search.virtualEnvironment = Environment["VIRTUAL_ENV"]
    return KohyaInstallation.find(search)
  }

  /// Tells what kohya needs; whether all is there.
  private func report(_ found: KohyaInstallation) -> Bool {
    Terminal.print("kohya back end")
    let version = found.isOf2023.map { $0 ? "of 2023" : "current" }
    let commit = found.commit.map { "commit \($0.prefix(8))" }
    line(
      found.scripts != nil, "sd-scripts",
      found.scripts.map { ([$0] + [version, commit].compactMap(\.self)).joined(separator: ", ") }
        ?? "not found: set LORAC_SD_SCRIPTS, or run.sd_scripts in the recipe")
    line(found.accelerate != nil, "accelerate", found.accelerate ?? "not found in the virtual environment or on PATH")
    line(found.python != nil, "python", found.python ?? "not found")
    for name in Self.needed {
      let version = Self.version(of: name, found)
      line(version != nil, name, version ?? "missing: pip install \(name)")
    }
    for (name, use) in Self.optional {
      let version = Self.version(of: name, found)
      line(version != nil, name, version ?? "missing, needed for \(use)", isOptional: true)
    }
    line(
      Accelerators.arePresent, "GPU",
      Accelerators.arePresent ? "driver found" : "none found: training runs on the CPU, slowly",
      isOptional: true)
    return found.problems.isEmpty && Self.needed.allSatisfy { Self.version(of: $0, found) != nil }
  }

  /// A package's version; metadata folders spell `-` and `_` alike.
  private static func version(of name: String, _ found: KohyaInstallation) -> String? {
    found.packages[name] ?? found.packages[name.replacing("-", with: "_")]
  }

  private func line(_ isThere: Bool, _ name: String, _ text: String, isOptional: Bool = false) {
    let mark = isThere ? "✓" : (isOptional ? "–" : "✗")
    Terminal.print("  \(mark) \(name.padded(to: 14))\(text)")
  }
}
