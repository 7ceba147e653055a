internal import ArgumentParser
internal import LoracDiagnostics
internal import LoracPrompts
internal import LoracSampling

/// `lorac sample`: pictures of prompts.
struct SampleCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "sample",
    abstract: "Make pictures with a base model and LoRA files.",
    discussion: """
      Settings as AUTOMATIC1111 shows below a picture can be pasted as the prompt, and kohya's options (--n, --w, --s …) can \
      stand in it; options of the command line go before them. With --recipe, base model, prompts and settings are those of \
      the recipe's previews where nothing else is said, and the newest file that it saved is used unless --lora names another. Prompts may ask for LoRAs: <lora:name:0.8>. The seed is printed; the same seed gives the same \
      picture. Each picture's settings stand in the PNG file.

      Exit status: 0 done, 1 errors found, 2 wrong command line, 3 stopped or failed on the way.
      """)

  @Option(
    help: ArgumentHelp("A recipe or a run folder to take base model, prompts and settings from.", valueName: "path"),
    completion: .file())
  var recipe: String?

  @Option(
    help: ArgumentHelp("The base model: a checkpoint or a diffusers folder.", valueName: "path"), completion: .file())
  var base: String?

  @Option(
    help: ArgumentHelp("An autoencoder in place of the base model's own.", valueName: "path"), completion: .file())
  var vae: String?

  @Option(
    parsing: .singleValue,
    help: ArgumentHelp(
      "A LoRA file, if need be with its weight, or one for the U-Net and one for the text encoder; repeatable.",
      valueName: "file[:weight[:text]]"), completion: .file(extensions: ["safetensors"]))
  var lora: [String] = []

  @Option(
    parsing: .unconditionalSingleValue,
    help: ArgumentHelp(
      "What is to be seen, or pasted settings; - reads them from standard input. Repeatable.", valueName: "text"))
  var prompt: [String] = []

  @Option(parsing: .unconditional, help: ArgumentHelp("What is not to be seen.", valueName: "text"))
  var negative: String?

  @Option(help: ArgumentHelp("Such as \"Euler a\", \"DPM++ 2M Karras\"; or kohya's names: euler_a.", valueName: "name"))
  var sampler: String?

  @Option(parsing: .unconditional, help: ArgumentHelp("Sampling steps; 20 otherwise.", valueName: "number"))
  var steps: Int?

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("How strongly the prompt leads; 7 otherwise. Up to 1 is twice as fast.", valueName: "number"))
  var cfg: Double?

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("The seed of the first picture; drawn otherwise, and with -1.", valueName: "number"))
  var seed: Int?

  @Option(help: ArgumentHelp("Width and height, such as 512x768; 512x512 otherwise.", valueName: "size"))
  var size: String?

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("The text encoder's layer from the end; 1 otherwise.", valueName: "number"))
  var clipSkip: Int?

  @Option(help: ArgumentHelp("Pictures of each prompt, with one seed after another.", valueName: "number"))
  var count = 1

  @Option(
    name: .shortAndLong,
    help: ArgumentHelp("A .png file, or a folder in which pictures are numbered.", valueName: "path"),
    completion: .file())
  var output = "pictures"

  @Option(help: ArgumentHelp("Threads that compute; as many as there are processors otherwise.", valueName: "number"))
  var threads: Int?

  @Flag(help: "Replace files that are there already.")
  var overwrite = false

  @OptionGroup var reports: ReportOptions

  func validate() throws {
    if recipe == nil, base == nil { throw ValidationError("Name a base model with --base, or a recipe with --recipe.") }
    if recipe == nil, prompt.isEmpty { throw ValidationError("Say what is to be seen with --prompt.") }
    if !(1...1000).contains(count) { throw ValidationError("--count takes a number from 1 to 1000, not \(count).") }
    if let threads, !(1...1024).contains(threads) {
      throw ValidationError("--threads takes a number from 1 to 1024, not \(threads).")
    }
    if let seed, seed != PictureOrder.drawnSeed, !PictureOrder.seeds.contains(seed) {
      throw ValidationError("--seed takes a number from 0 to \(UInt32.max), or -1 for any, not \(seed).")
    }
    for text in lora {
      do throws(NamedLoRA.Problem) { _ = try NamedLoRA(text) } catch { throw ValidationError(error.message) }
    }
    if let cfg, !PictureOrder.guidances.contains(cfg) {
      throw ValidationError("--cfg takes a number from 0 to 100, not \(cfg).")
    }
    if let size, PictureSize(size) == nil, Int(size) == nil {
      throw ValidationError("--size takes a size such as 512x768 or 512, not '\(size)'.")
    }
  }

  func run() throws {
    var diagnostics = DiagnosticList()
    var session = SamplingSession(options: self)
    let outcome = session.run()
    diagnostics.append(contentsOf: session.diagnostics)
    reports.report.writeError(diagnostics)
    switch outcome {
    case .done: return
    case .refused: throw ExitStatus.errors
    case .stopped: throw ExitStatus.failedRun
    }
  }
}
