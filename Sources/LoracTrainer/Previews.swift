import LoracDiffusion
import LoracFiles
import LoracGraph
import LoracImages
import LoracNetworks
import LoracPlan
import LoracPrompts
import LoracRandom
import LoracSamplers
import LoracSampling
import LoracTensor
import LoracWeights

/// Makes the pictures of a run, with the memory and the weights that training uses (sd-scripts train_util.py:6363-6568).
///
/// The run's own generators are not touched: each picture has a seed. kohya draws one where the plan states none; here it
/// follows from the run's seed, so that a run that is repeated shows the same.
struct Previews {
  /// Pictures at one moment.
  let prompts: [SamplePrompt]
  /// When they are made.
  let points: [SamplePoint]
  private let plan: TrainingPlan
  private let sampler: Sampler
  private let folder: String
  private let engine: PictureEngine

  private static let sides = 64...4096

  /// The previews of `plan`, below `runDirectory`; nil if there are none.
  init?(
    _ plan: TrainingPlan, _ model: BaseModelWeights, adapters: AdapterLayout, runDirectory: String,
    in room: ExecutorRoom
  ) {
    guard let sample = plan.sample, !sample.prompts.isEmpty, !plan.samples.isEmpty,
      // kohya takes an unknown name for DDIM.
      let sampler = Sampler.named(sample.sampler) ?? Sampler.named("ddim")
    else { return nil }
    self.plan = plan
    self.sampler = sampler
    prompts = sample.prompts
    points = plan.samples
    folder = "\(runDirectory)/samples"
    engine = PictureEngine(
      model.configuration, MappedWeights(model), adapters: adapters, in: room,
      predictsVelocity: plan.model.vPrediction)
  }

  /// The adapters have other numbers from now on.
  func begin() { engine.adaptersChanged() }

  /// Graphs are built anew at the next moment; pictures are rare, and memory plans of large graphs take some of it.
  func end() { engine.release() }

  /// Computes a picture and writes it; gives its path, and the seed that it was made with.
  func make(
    _ prompt: Int, at point: SamplePoint, seed runSeed: Int, now: Double, parameters: FloatRegion,
    progress: (SamplingProgress) -> Void, shouldStop: () -> Bool
  ) throws(TrainerError) -> (path: String, seed: Int)? {
    let asked = prompts[prompt]
    let seed = asked.seed ?? drawnSeed(runSeed, point, prompt)
    let (beginning, end) = (beginning(prompt, point), "\(asked.seed.map { "_\($0)" } ?? "").png")
    if let name = madeBefore(beginning, end) { return ("\(folder)/\(name)", seed) }
    let request = request(asked, seed)
    let images: [MadePicture]
    do throws(SamplingError) {
      images = try engine.generate(
        [request], parameters: parameters, progress: progress, shouldStop: shouldStop)
    } catch {
      guard case .memory(let byteCount) = error else { return nil }
      throw .memory(OutOfMemory(byteCount: byteCount))
    }
    guard let image = images.first?.image else { return nil }
    let path = "\(folder)/\(beginning)\(LocalTime.text(now, LocalTime.digits))\(end)"
    let description = request.description(prompt: asked.prompt, negative: asked.negative, model: plan.model.base)
    do throws(PictureFileError) {
      try PictureFiles.write(image, text: description.text, to: path)
    } catch {
      switch error {
      case .file(let error): throw .save(error)
      case .image: throw .unsupported("a preview of \(image.width)×\(image.height) pixels")
      }
    }
    return (path, seed)
  }

  /// The file of a picture that is there already: a run that was killed and resumed from an earlier state comes by the
  /// same moments again, with the same weights.
  private func madeBefore(_ beginning: String, _ end: String) -> String? {
    let names = (try? FileSystem.names(in: folder)) ?? []
    return names.first { name in
      guard name.hasPrefix(beginning), name.hasSuffix(end) else { return false }
      let stamp = name.dropFirst(beginning.count).dropLast(end.count)
      return stamp.count == 14 && stamp.allSatisfy(\.isNumber)
    }
  }

  private func request(_ asked: SamplePrompt, _ seed: Int) -> PictureRequest {
    func whole(_ side: Int) -> Int { max(Self.sides.lowerBound, min(side, Self.sides.upperBound) / 8 * 8) }
    func escaped(_ text: String) -> String {
      text.reduce(into: "") { $0 += #"\()[]"#.contains($1) ? "\\\($1)" : "\($1)" }
    }
    let sampler = asked.sampler.flatMap { Sampler.named($0) } ?? sampler
    // Brackets are weights; where kohya would fail to read a number, they are text.
    for change in [{ $0 }, escaped] {
      let request = try? PictureRequest(
        change(asked.prompt), negative: change(asked.negative ?? ""), syntax: .kohya, width: whole(asked.size.width),
        height: whole(asked.size.height), steps: min(max(asked.steps, sampler.fewestSteps), NoiseSchedule.stepCount),
        guidance: asked.cfg, seed: seed, sampler: sampler, clipSkip: plan.model.clipSkip)
      if let request { return request }
    }
    preconditionFailure("text without weights")
  }

  private func drawnSeed(_ runSeed: Int, _ point: SamplePoint, _ prompt: Int) -> Int {
    var generator = TorchGenerator(seed: runSeed &+ 1_000_003 &* point.step &+ prompt)
    return Int(generator.next32())
  }

  /// The part of a file's name that no other picture of the run has (sd-scripts train_util.py:6556-6561).
  private func beginning(_ prompt: Int, _ point: SamplePoint) -> String {
    // Before training kohya counts an epoch 0.
    let epoch = point.step == 0 ? 0 : point.epoch
    let moment = epoch.map { "e" + PictureFiles.padded($0, 6) } ?? PictureFiles.padded(point.step, 6)
    return "\(plan.name)_\(moment)_\(PictureFiles.padded(prompt, 2))_"
  }
}
