internal import LoracDiagnostics
internal import LoracEffect
internal import LoracFiles
internal import LoracHash
internal import LoracPlan
internal import LoracPlanText
internal import LoracPrompts
internal import LoracRunLog
internal import LoracSamplers
internal import LoracSampling
internal import LoracTensor
internal import LoracWeights

/// Makes the pictures of an effect test, and shows how far it is.
struct EffectSession {
  /// How it ended.
  enum Outcome {
    /// All pictures are there; `problems` are of files that were used nevertheless.
    case done(EffectRecord, grid: String, problems: [Diagnostic])
    /// It was stopped, or something is wrong.
    case failed([Diagnostic], ExitStatus)
  }

  /// What was trained.
  let plan: TrainingPlan
  /// How many threads compute.
  let threads: Int
  /// Where the pictures go.
  var folder = ""
  /// LoRA files instead of those of the plan.
  var files: [String] = []
  /// At most this many of the plan's files.
  var fileCount = EffectPlan.usualFileCount
  /// The weights of each file.
  var weights: [Double] = []
  /// Prompts instead of the plan's, as they were typed or pasted.
  var prompts: [String] = []
  /// Seeds for each prompt instead of its own.
  var seeds: [Int] = []
  /// Sampling steps instead of the plan's.
  var steps: Int?

  /// What is wrong with files, though they can be used.
  private var problems: [Diagnostic] = []
  /// Files with pictures that are none.
  private var lost: Set<Int> = []
  private var display = ProgressDisplay()
  private var begin = ContinuousClock.now

  /// A session that tests what `plan` saves.
  init(plan: TrainingPlan, threads: Int) {
    self.plan = plan
    self.threads = threads
  }

  /// Makes what is missing.
  mutating func run() -> Outcome {
    let typed = typedPrompts()
    if problems.contains(where: { $0.severity == .error }) { return .failed(problems, .errors) }
    let test = effectTest(typed)
    if test.files.isEmpty {
      return .failed([.nothingToTest(PlannedFiles(plan: plan).names, in: plan.save.directory)], .errors)
    }
    if test.subjects.isEmpty { return .failed([.noPromptsToTest], .errors) }
    // Found before the base model's pictures are made.
    let missing = test.files.filter { FileSystem.kind(of: $0.path) == nil }
    if !missing.isEmpty {
      return .failed(problems + missing.map { UnusableModel.file(.missing, path: $0.path) }, .errors)
    }
    if let error = FileSystem.obstacle(to: "\(folder)/\(EffectPictures.gridName)") {
      return .failed(problems + [.cannotWrite(error)], .errors)
    }
    do throws(EffectFailure) {
      let requests = try test.subjects.map { subject throws(EffectFailure) in try request(subject) }
      var pictures = try EffectFailure.effect { () throws(EffectError) in
        try EffectPictures(test, in: folder, keys: keys(test))
      }
      try make(&pictures, requests)
      let grid = try EffectFailure.effect { () throws(EffectError) in try pictures.drawGrid() }
      display.clear()
      return .done(pictures.record, grid: grid, problems: problems)
    } catch {
      display.clear()
      return .failed(problems + error.diagnostics, error.status)
    }
  }

  /// The typed prompts, completed by the plan's previews; what is wrong with any prompt goes to the problems.
  private mutating func typedPrompts() -> [SamplePrompt] {
    let usual = EffectPlan.usualPrompt(of: plan)
    var unfollowed: [String] = []
    var typed: [SamplePrompt] = []
    for parameters in TypedPrompts.read(prompts, into: &problems) {
      var parameters = parameters
      if let skip = parameters.clipSkip, skip != plan.model.clipSkip {
        unfollowed.append("Clip skip: \(skip); the recipe's 'model.clip_skip' is followed")
      }
      parameters.clipSkip = plan.model.clipSkip
      if parameters.seed == PictureOrder.drawnSeed { parameters.seed = nil }
      parameters.complete(from: usual, sampler: plan.sample?.sampler ?? "euler_a")
      parameters.steps = steps ?? parameters.steps
      let order = PictureOrder(parameters, syntax: .kohya)
      unfollowed += order.unfollowed(base: plan.model.base)
      guard let resolved = order.resolve(seed: 0, layers: .max, into: &problems) else { continue }
      if !resolved.loras.isEmpty {
        unfollowed.append("LoRAs of prompts are left out: the test has files and weights of its own")
      }
      let request = resolved.request
      typed.append(
        SamplePrompt(
          prompt: parameters.prompt, negative: parameters.negative,
          size: PixelSize(width: request.width, height: request.height), steps: request.steps, cfg: request.guidance,
          seed: parameters.seed, sampler: request.sampler.name))
    }
    if prompts.isEmpty {
      for prompt in plan.sample?.prompts ?? [] {
        var parameters = GenerationParameters(prompt: prompt.prompt)
        parameters.negative = prompt.negative ?? ""
        unfollowed += PictureOrder(parameters).unfollowed(base: plan.model.base)
      }
    }
    if let problem = Diagnostic.notFollowed(unfollowed) { problems.append(problem) }
    return typed
  }

  /// A picture that is none is told once for each file; without the base model's there is nothing to compare with.
  private mutating func noteLoss(
    of place: EffectTest.Place, _ test: EffectTest, _ loras: [Int: LoRAAdapters]
  ) throws(EffectFailure) {
    guard let file = place.file, let weight = place.weight else {
      throw .lost(.notNumbers(plan.model.base, []))
    }
    guard lost.insert(file).inserted else { return }
    let used = loras[file].map { [(file: $0, weight: AdapterStack.Weight(test.weights[weight]))] } ?? []
    problems.append(
      .notNumbers("\(test.files[file].label) at weight \(Numbers.shortest(test.weights[weight]))", used))
  }

  private func effectTest(_ typed: [SamplePrompt]) -> EffectTest {
    var found =
      files.isEmpty
      ? EffectPlan.files(of: plan) { FileSystem.kind(of: FilePaths.join(plan.save.directory, $0)) == .file }
      : files.map { path in
        EffectTest.File(path: path, label: LoRAFolders.name(ofFile: path), step: nil, epoch: nil)
      }
    if files.isEmpty {
      found = EffectPlan.spread(found, to: fileCount).map { file in
        var file = file
        file.path = FilePaths.join(plan.save.directory, file.path)
        return file
      }
    }
    var subjects = EffectPlan.subjects(of: plan, prompts: typed, seeds: seeds)
    for index in subjects.indices {
      subjects[index].steps = steps ?? subjects[index].steps
      // As previews do: the recipe's where a prompt names none that there is.
      if Sampler.named(subjects[index].sampler) == nil, let usual = plan.sample?.sampler {
        subjects[index].sampler = usual
      }
    }
    return EffectTest(name: plan.name, base: plan.model.base, files: found, weights: weights, subjects: subjects)
  }

  /// As a preview of the run makes it; a `<lora:…>` of the prompt is what the test varies, and taken out.
  private func request(_ subject: EffectTest.Subject) throws(EffectFailure) -> PictureRequest {
    guard let sampler = Sampler.named(subject.sampler) else { throw .sampler(subject.sampler) }
    do throws(PromptWeightError) {
      return try PictureRequest(
        PromptReferences(in: subject.prompt).prompt, negative: subject.negative, syntax: .kohya,
        width: subject.width / 8 * 8, height: subject.height / 8 * 8, steps: max(subject.steps, sampler.fewestSteps),
        guidance: subject.cfg, seed: subject.seed, sampler: sampler, clipSkip: plan.model.clipSkip)
    } catch {
      throw .prompt(subject.prompt, error.number)
    }
  }

  /// What each picture is made from: files by size and time, settings as they are.
  private func keys(_ test: EffectTest) -> [EffectTest.Place: String] {
    func stamp(_ path: String) -> String {
      "\(path) \(FileSystem.size(of: path) ?? -1) \(FileSystem.modificationTime(of: path) ?? -1)"
    }
    let model = "\(Lorac.version) \(stamp(plan.model.base)) \(plan.model.vae.map(stamp) ?? "") \(plan.model)"
    let files = test.files.map { stamp($0.path) }
    return Dictionary(
      uniqueKeysWithValues: test.places.map { place in
        var hash = SHA256()
        let lora = place.file.map { "\(files[$0]) at \(place.weight.map { test.weights[$0] } ?? 0)" } ?? ""
        hash.update(Array("\(model)\n\(lora)\n\(test.subjects[place.subject])".utf8))
        return (place, hash.finalized())
      })
  }

  private mutating func make(_ pictures: inout EffectPictures, _ requests: [PictureRequest]) throws(EffectFailure) {
    let test = pictures.record.test
    let missing = pictures.missing
    guard !missing.isEmpty else { return }
    Machine.chooseProducts()
    StopSignals.begin(.preparation)
    defer { StopSignals.end() }
    let made = pictures.record.pictures.count
    if made > 0 { display.note("\(Numbers.count(made, "picture")) there already") }
    display.show("opening the base model", isLast: false)
    let model = try open()
    var loras: [Int: LoRAAdapters] = [:]
    begin = ContinuousClock.now
    // Pictures of the same file and weight differ in their prompts alone and are computed together.
    var rest = missing[...]
    while let first = rest.first {
      let group = rest.prefix { $0.file == first.file && $0.weight == first.weight }
      rest = rest.dropFirst(group.count)
      let done = missing.count - rest.count - group.count
      if let file = first.file, let weight = first.weight {
        if loras[file] == nil {
          let adapters = try openLoRA(test.files[file].path, model)
          if let problem = Diagnostic.lora(adapters) {
            guard problem.severity != .error else { throw .unfit(problem) }
            problems.append(problem)
          }
          loras = [file: adapters]
        }
        try EffectFailure.sampling { () throws(SamplingError) in
          try model.use(loras.values.map(\.self), weights: [.init(test.weights[weight])])
        }
      }
      let made = try generate(group.map { requests[$0.subject] }, model, done: done, total: missing.count)
      for (place, picture) in zip(group, made) {
        guard picture.isNumbers else {
          try noteLoss(of: place, test, loras)
          continue
        }
        let text = requests[place.subject].description(
          prompt: prompt(of: place, test), negative: test.subjects[place.subject].negative, model: plan.model.base
        ).text
        try EffectFailure.effect { () throws(EffectError) in try pictures.add(picture.image, at: place, text: text) }
      }
    }
  }

  private func open() throws(EffectFailure) -> SamplingModel {
    do throws(BaseModelError) {
      return try SamplingModel.open(
        base: plan.model.base, vae: plan.model.vae, threads: threads, predictsVelocity: plan.model.vPrediction)
    } catch { throw .base(error, plan.model.base) }
  }

  private func openLoRA(_ path: String, _ model: SamplingModel) throws(EffectFailure) -> LoRAAdapters {
    do throws(SafetensorsError) { return try model.openLoRA(path) } catch { throw .lora(error, path) }
  }

  private mutating func generate(
    _ requests: [PictureRequest], _ model: SamplingModel, done: Int, total: Int
  ) throws(EffectFailure) -> [MadePicture] {
    var display = display
    defer { self.display = display }
    let begin = begin
    return try EffectFailure.sampling { () throws(SamplingError) in
      try model.generate(
        requests,
        progress: { progress in
          let pictures = done + progress.pictures
          let part = Double(progress.step) / Double(max(1, progress.stepCount))
          var line = "picture \(min(pictures + 1, total))/\(total)  step \(progress.step)/\(progress.stepCount)"
          let finished = Double(pictures) + part
          if finished > 0.2 {
            let elapsed = ContinuousClock.now - begin
            let seconds = Double(elapsed.components.seconds) + Double(elapsed.components.attoseconds) / 1e18
            line += "  \(Numbers.duration(seconds / finished * (Double(total) - finished))) left"
          }
          display.show(line, isLast: false)
        }, shouldStop: { StopSignals.haveCome })
    }
  }

  /// The subject's prompt without `<lora:…>`, and that of the picture's own file behind it.
  private func prompt(of place: EffectTest.Place, _ test: EffectTest) -> String {
    let prompt = PromptReferences(in: test.subjects[place.subject].prompt).prompt
    guard let file = place.file, let weight = place.weight else { return prompt }
    let name = LoRAFolders.name(ofFile: test.files[file].path)
    return prompt + " <lora:\(name):\(Numbers.shortest(test.weights[weight]))>"
  }
}
