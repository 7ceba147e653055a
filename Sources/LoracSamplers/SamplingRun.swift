internal import LoracRandom

/// One run of a sampler: its levels, the network, and what is drawn.
///
/// It may be about several pictures of one size, which then lie one after another, each with a generator of its own.
/// Latents are kept as picture + σ · noise; the network is shown them divided by √(σ² + 1), which is how it was trained.
final class SamplingRun {
  let schedule: SamplingSchedule
  private let table: SigmaTable
  private let predictsVelocity: Bool
  private let denoise: ([Float], Float) throws -> [Float]
  private let eachStep: (SamplingStep) throws -> Void
  private var motions: [BrownianTree] = []
  /// The generator of each picture.
  var randoms: [TorchGenerator]

  init(
    schedule: SamplingSchedule, table: SigmaTable, predictsVelocity: Bool, randoms: [TorchGenerator],
    denoise: @escaping ([Float], Float) throws -> [Float], eachStep: @escaping (SamplingStep) throws -> Void
  ) {
    self.schedule = schedule
    self.table = table
    self.predictsVelocity = predictsVelocity
    self.randoms = randoms
    self.denoise = denoise
    self.eachStep = eachStep
  }

  var steps: Int { schedule.timesteps.count }

  // MARK: The network

  /// What the network takes for the picture in `latents`, at the level of a step or at any other.
  func picture(in latents: [Float], sigma: Float, timestep: Float? = nil) throws -> [Float] {
    let prediction = try predict(latents, sigma: sigma, timestep: timestep)
    return picture(prediction, in: latents, sigma: sigma)
  }

  /// What the network takes for noise in `latents`, times 1.
  func noise(in latents: [Float], sigma: Float, timestep: Float? = nil) throws -> [Float] {
    let prediction = try predict(latents, sigma: sigma, timestep: timestep)
    return noise(prediction, in: latents, sigma: sigma)
  }

  /// Both from one evaluation.
  func parts(of latents: [Float], sigma: Float, timestep: Float? = nil) throws -> (picture: [Float], noise: [Float]) {
    let prediction = try predict(latents, sigma: sigma, timestep: timestep)
    return (picture(prediction, in: latents, sigma: sigma), noise(prediction, in: latents, sigma: sigma))
  }

  /// What the network itself says: noise or velocity.
  func predict(_ latents: [Float], sigma: Float, timestep: Float? = nil) throws -> [Float] {
    try denoise(scaled(1 / SamplingSchedule.length(sigma), latents), timestep ?? table.timestep(of: sigma))
  }

  /// The picture that a prediction means.
  func picture(_ prediction: [Float], in latents: [Float], sigma: Float) -> [Float] {
    guard predictsVelocity else { return mixed(1, latents, -sigma, prediction) }
    let square = sigma * sigma + 1
    return mixed(-sigma / square.squareRoot(), prediction, 1 / square, latents)
  }

  /// The noise that a prediction means.
  func noise(_ prediction: [Float], in latents: [Float], sigma: Float) -> [Float] {
    guard predictsVelocity else { return prediction }
    let square = sigma * sigma + 1
    return mixed(1 / square.squareRoot(), prediction, sigma / square, latents)
  }

  /// σ of a whole timestep.
  func sigma(at timestep: Float) -> Float { table.sigma(at: timestep) }

  // MARK: Randomness

  /// Normal numbers, as many as there are latents.
  func drawNoise(_ count: Int) -> [Float] {
    randoms.indices.flatMap { randoms[$0].normal(count: count / randoms.count) }
  }

  /// From now on ``motion(from:to:count:)`` follows one Brownian motion over σ for each picture, of which every one needs a
  /// source.
  func startBrownianMotion(seeds: [Int?], count: Int) {
    let positive = schedule.sigmas.filter { $0 > 0 }
    guard let low = positive.min(), let high = positive.max(), low < high else { return }
    motions = zip(randoms.indices, seeds).map { index, seed in
      // k-diffusion draws a seed like this when it is given none.
      let seed = seed ?? randoms[index].integer(in: 0..<Int.max)
      return BrownianTree(from: Double(low), to: Double(high), count: count / randoms.count, seed: seed)
    }
  }

  /// Noise of variance 1 for the way from one σ to another.
  func motion(from sigma: Float, to next: Float, count: Int) -> [Float] {
    guard !motions.isEmpty else { return drawNoise(count) }
    let increment = motions.indices.flatMap { motions[$0].increment(from: Double(next), to: Double(sigma)) }
    // The motion is followed backwards.
    return scaled(-1 / abs(sigma - next).squareRoot(), increment)
  }

  // MARK: Progress

  /// Tells of a step that was done.
  func finished(_ index: Int, prediction: [Float]) throws {
    try eachStep(SamplingStep(number: index + 1, count: steps, prediction: prediction))
  }
}
