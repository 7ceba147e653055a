internal import LoracPlan
internal import LoracSamplers

/// Samplers in kohya's words.
enum SamplerNames {
  /// What kohya is told for a sampler: its own name, or that of the same algorithm with other noise levels.
  ///
  /// One for which there is none is passed on as it is, with a problem; see ``problems(_:)``.
  static func kohya(_ name: String) -> String { Sampler.named(name)?.nearestKohyaName ?? name }

  /// What is wrong with the samplers of a plan.
  static func problems(_ plan: TrainingPlan, _ target: KohyaTarget) -> [EmissionProblem] {
    guard let sample = plan.sample else { return [] }
    var seen: Set<String> = []
    let own = sample.prompts.compactMap { prompt in prompt.sampler.map { ($0, "sample.prompts") } }
    return ([(sample.sampler, "sample.sampler")] + own).filter { seen.insert($0.0).inserted }.compactMap {
      name, field in
      guard let sampler = Sampler.named(name) else { return nil }
      guard let nearest = sampler.nearestKohyaName else { return .samplerNotInKohya(name, field) }
      if nearest == "dpmsolver", target == .current { return .brokenSampler(field) }
      return sampler.kind == .kDiffusion ? .nearestSampler(name, nearest, field) : nil
    }
  }
}
