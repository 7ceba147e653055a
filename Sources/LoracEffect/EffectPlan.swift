package import LoracPlan

/// Which effect test a plan's own previews ask for.
package enum EffectPlan {
  /// At most this many files are compared unless all are asked for.
  package static let usualFileCount = 5

  /// The files of `plan` that `exists` knows, in the order in which they were saved, each once.
  package static func files(of plan: TrainingPlan, exists: (String) -> Bool) -> [EffectTest.File] {
    var seen: Set<String> = []
    return plan.saves.filter { seen.insert($0.file).inserted && exists($0.file) }.map { save in
      let label =
        switch save.kind {
        case .epoch: save.epoch.map { "epoch \($0)" } ?? "step \(save.step)"
        case .step: "step \(save.step)"
        case .last: "final"
        }
      return EffectTest.File(path: save.file, label: label, step: save.step, epoch: save.epoch)
    }
  }

  /// At most `count` of `files`, spread evenly, always with the last; at least one where there is one.
  package static func spread(_ files: [EffectTest.File], to count: Int) -> [EffectTest.File] {
    guard files.count > count else { return files }
    let count = max(1, count)
    return (1...count).map { files[files.count * $0 / count - 1] }
  }

  /// What a prompt is drawn with that says nothing of it: as the plan's first preview, or as usual.
  package static func usualPrompt(of plan: TrainingPlan) -> SamplePrompt {
    plan.sample?.prompts.first
      ?? SamplePrompt(prompt: "", negative: nil, size: resolution(of: plan), steps: 28, cfg: 7, seed: nil)
  }

  /// What `prompts` or else the previews show, for `seeds`, or each prompt's own seed where there are none.
  ///
  /// Without previews in the plan, prompts are the captions of two trained images that differ most in their place.
  package static func subjects(of plan: TrainingPlan, prompts: [SamplePrompt], seeds: [Int]) -> [EffectTest.Subject] {
    let planned = plan.sample?.prompts ?? []
    var settings = prompts.isEmpty ? planned : prompts
    if settings.isEmpty {
      settings = captions(of: plan).map { caption in
        var prompt = usualPrompt(of: plan)
        prompt.prompt = caption
        return prompt
      }
    }
    return settings.flatMap { prompt in
      (seeds.isEmpty ? [prompt.seed ?? usualSeed] : seeds).map { seed in
        EffectTest.Subject(
          prompt: prompt.prompt, negative: prompt.negative ?? "", seed: seed, width: prompt.size.width,
          height: prompt.size.height, steps: prompt.steps, cfg: prompt.cfg,
          sampler: prompt.sampler ?? plan.sample?.sampler ?? "euler_a")
      }
    }
  }

  private static let usualSeed = 42

  private static func resolution(of plan: TrainingPlan) -> PixelSize {
    plan.data.datasets.first?.resolution ?? PixelSize(width: 512, height: 512)
  }

  /// The captions of the first and the middle image, regularization images left out.
  private static func captions(of plan: TrainingPlan) -> [String] {
    let folders = plan.dataset?.folders.filter { !$0.isRegularization } ?? []
    let captions = folders.flatMap { $0.images.map(\.caption) }.filter { !$0.isEmpty }
    guard let first = captions.first else { return [] }
    let middle = captions[captions.count / 2]
    return middle == first ? [first] : [first, middle]
  }
}
