internal import LoracArchitectures
internal import LoracDiagnostics
internal import LoracFiles
internal import LoracImages
internal import LoracPlanText
internal import LoracPrompts
internal import LoracRunLog
internal import LoracSampling
internal import LoracTensor
internal import LoracWeights

/// One call of `lorac sample`.
struct SamplingSession {
  /// How a call ends.
  enum Outcome {
    /// All pictures are there.
    case done
    /// Something was wrong before the first.
    case refused
    /// Stopped, or failed on the way.
    case stopped
  }

  /// A picture that is to be made.
  private struct Picture {
    var request: PictureRequest
    var path: String
    var text: String
  }

  /// Pictures of one prompt, with the LoRAs that it uses.
  private struct Job {
    var loras: [(path: String, weight: AdapterStack.Weight)]
    var pictures: [Picture]
  }

  private let options: SampleCommand
  /// Everything that was reported.
  private(set) var diagnostics: [Diagnostic] = []
  private var display = ProgressDisplay()

  /// A session of a command's options.
  init(options: SampleCommand) { self.options = options }

  private var hasErrors: Bool { diagnostics.contains { $0.severity == .error } }

  /// Makes the pictures.
  mutating func run() -> Outcome {
    Machine.chooseProducts()
    if let problem = BLAS.problem { diagnostics.append(.noBLAS(problem)) }
    guard let source = SamplingSource(options, into: &diagnostics), !hasErrors else { return .refused }
    guard !source.orders.isEmpty else {
      diagnostics.append(.cannotSample("the recipe has no prompts for previews; say --prompt"))
      return .refused
    }
    let model: SamplingModel
    do throws(BaseModelError) {
      model = try SamplingModel.open(
        base: source.base, vae: source.vae, threads: options.threads ?? Machine.processorCount,
        predictsVelocity: source.predictsVelocity)
    } catch {
      diagnostics += UnusableModel.diagnostics(error, path: source.base)
      return .refused
    }
    let jobs = jobs(source, layers: model.base.configuration.textEncoder.layerCount)
    var files: [String: LoRAAdapters] = [:]
    for path in Set(jobs.flatMap { $0.loras.map(\.path) }).sorted() {
      do throws(SafetensorsError) {
        let adapters = try model.openLoRA(path)
        if let problem = Diagnostic.lora(adapters) { diagnostics.append(problem) }
        files[path] = adapters
      } catch {
        diagnostics.append(UnusableModel.file(error, path: path))
      }
    }
    checkPlaces(jobs)
    guard !hasErrors else { return .refused }
    return make(jobs, model, files)
  }

  /// Reports folders that take no picture, before any is computed.
  private mutating func checkPlaces(_ jobs: [Job]) {
    var folders: Set<String> = []
    for picture in jobs.flatMap(\.pictures) where folders.insert(FilePaths.parent(of: picture.path)).inserted {
      if let error = FileSystem.obstacle(to: picture.path) { diagnostics.append(.cannotWrite(error)) }
    }
  }

  /// What is to be made of each prompt.
  private mutating func jobs(_ source: SamplingSource, layers: Int) -> [Job] {
    var random = SystemRandomNumberGenerator()
    let drawn = Int(random.next() as UInt32)
    var files = PictureFiles(options.output)
    var jobs: [Job] = []
    if let problem = Diagnostic.notFollowed(source.orders.flatMap { $0.unfollowed(base: source.base) }) {
      diagnostics.append(problem)
    }
    for order in source.orders {
      guard let resolved = order.resolve(seed: drawn, layers: layers, into: &diagnostics) else { continue }
      var loras = source.loras
      for reference in resolved.loras {
        guard let path = source.folders.file(of: reference, into: &diagnostics) else { continue }
        let weight = AdapterStack.Weight(reference.unet, text: reference.textEncoder)
        // A prompt's weight counts more than that of the command line.
        if let place = loras.firstIndex(where: { FileSystem.areSame($0.path, path) }) {
          loras[place].weight = weight
        } else {
          loras.append((path, weight))
        }
      }
      let requests = (0..<options.count).map { index in
        var request = resolved.request
        request.seed = (request.seed + index) % (1 << 32)
        return request
      }
      let paths = files.take(seeds: requests.map(\.seed), of: source.orders.count * options.count)
      let prompt = resolved.prompt + Self.references(source.loras, besides: resolved.loras)
      let pictures = zip(requests, paths).map { request, path in
        Picture(
          request: request, path: path,
          text: request.description(prompt: prompt, negative: resolved.negative, model: source.base).text)
      }
      for picture in pictures where !options.overwrite && FileSystem.kind(of: picture.path) != nil {
        diagnostics.append(.pictureExists(picture.path))
      }
      jobs.append(Job(loras: loras, pictures: pictures))
    }
    return jobs
  }

  /// The command line's files as A1111 would write them into the prompt, so that the picture can be made again from its text.
  private static func references(
    _ loras: [(path: String, weight: AdapterStack.Weight)], besides known: [LoraReference]
  ) -> String {
    loras.map { path, weight in
      let name = LoRAFolders.name(ofFile: path)
      if known.contains(where: { $0.name == name }) { return "" }
      return weight.unet == weight.text
        ? " <lora:\(name):\(short(weight.unet))>" : " <lora:\(name):\(short(weight.text)):\(short(weight.unet))>"
    }.joined()
  }

  private static func short(_ number: Double) -> String { Int(exactly: number).map { "\($0)" } ?? "\(number)" }

  private mutating func make(
    _ jobs: [Job], _ model: SamplingModel, _ files: [String: LoRAAdapters]
  ) -> Outcome {
    StopSignals.begin(.preparation)
    defer { StopSignals.end() }
    let total = jobs.reduce(0) { $0 + $1.pictures.count }
    var done = 0
    var lost: Set<String> = []
    for job in jobs {
      do throws(SamplingError) {
        let used = job.loras.compactMap { lora in files[lora.path].map { (file: $0, weight: lora.weight) } }
        try model.use(used.map(\.file), weights: used.map(\.weight))
        // A few at a time, so that those which are done are written.
        for start in stride(from: 0, to: job.pictures.count, by: Self.atOnce(job.pictures[0].request)) {
          let some = job.pictures[start..<min(job.pictures.count, start + Self.atOnce(job.pictures[0].request))]
          var display = display
          let made = try model.generate(
            some.map(\.request),
            progress: { progress in
              let first = done + progress.pictures + 1
              let what = total > 1 ? "picture \(first)/\(total)" : "picture"
              display.show(what, done: progress.step, total: progress.stepCount)
            }, shouldStop: { StopSignals.haveCome })
          self.display = display
          self.display.clear()
          for (picture, result) in zip(some, made) {
            guard result.isNumbers else {
              // Other pictures may be some; of the same files this is said once.
              let files = job.loras.map { "\($0.path) \($0.weight)" }.joined(separator: "\n")
              if lost.insert(files).inserted { diagnostics.append(.notNumbers(picture.path, used)) }
              continue
            }
            guard write(result.image, picture) else { return .stopped }
          }
          done += made.count
        }
      } catch {
        display.clear()
        switch error {
        case .stopped:
          Terminal.printError("stopped after \(Numbers.count(done, "picture")) of \(total)")
        case .memory(let byteCount):
          diagnostics.append(.cannotSample("there is no room for \(Numbers.bytes(byteCount)) of memory"))
        }
        return .stopped
      }
    }
    return lost.isEmpty ? .done : .stopped
  }

  /// As many small pictures as are computed together.
  private static func atOnce(_ request: PictureRequest) -> Int {
    max(1, 512 * 512 / (request.width * request.height))
  }

  private mutating func write(_ image: RGBImage, _ picture: Picture) -> Bool {
    do throws(PictureFileError) {
      try PictureFiles.write(image, text: picture.text, to: picture.path)
    } catch {
      switch error {
      case .file(let error): diagnostics.append(.cannotWrite(error))
      case .image: diagnostics.append(.cannotSample("there is no memory for '\(picture.path)'"))
      }
      return false
    }
    display.note("seed \(picture.request.seed)")
    Terminal.print(picture.path)
    return true
  }
}
