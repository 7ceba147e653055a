internal import Glibc
internal import LoracDiffusion

/// Which noise levels a sampler visits.
enum Spacing: Sendable, Hashable {
  /// Timesteps evenly from the last to the first, with fractions; σ on straight lines between timesteps.
  ///
  /// diffusers, `timestep_spacing="linspace"` of the schedulers that came from k-diffusion.
  case even
  /// Whole timesteps evenly from the last towards the first, which is left out.
  ///
  /// diffusers, the DPMSolver schedulers. The last step ends at pure picture, or at the noise of timestep 0.
  case solver(endsAtPicture: Bool)
  /// The multiples of 1000 / steps plus `offset`, the division without remainder.
  ///
  /// diffusers, `timestep_spacing="leading"`. The last step ends as with ``solver(endsAtPicture:)``.
  case leading(offset: Int, endsAtPicture: Bool)
  /// As ``even``, with σ on straight lines of log σ: k-diffusion's `get_sigmas`.
  case geometric
  /// Karras et al. 2022, equation 5, with ρ = 7, between the table's ends.
  case karras
  /// log σ evenly between the table's ends.
  case exponential
}

/// The noise levels of one run of a sampler.
struct SamplingSchedule: Sendable {
  /// σ before each step, and after the last one.
  var sigmas: [Float]
  /// The timestep of each step.
  var timesteps: [Float]
  /// What noise of variance 1 is multiplied by to begin.
  var start: Float

  /// Levels of `steps` steps.
  init(_ spacing: Spacing, steps: Int, table: SigmaTable) {
    let lastTimestep = table.sigmas.count - 1
    switch spacing {
    case .even:
      let even = Self.numpyEven(to: lastTimestep, count: steps).reversed().map { Float($0) }
      let sigmas = even.map { table.sigma(at: $0) }
      // diffusers takes the largest σ, which is the first.
      self.init(sigmas: sigmas + [0], timesteps: even, start: sigmas[0])
    case .solver(let endsAtPicture):
      let even = Self.numpyEven(to: lastTimestep, count: steps + 1).dropFirst().reversed().map { Float(rint($0)) }
      self.init(wholeTimesteps: even, endsAtPicture: endsAtPicture, table: table)
    case .leading(let offset, let endsAtPicture):
      let stride = table.sigmas.count / steps
      let multiples = (0..<steps).reversed().map { Float(min($0 * stride + offset, lastTimestep)) }
      self.init(wholeTimesteps: multiples, endsAtPicture: endsAtPicture, table: table)
    case .geometric:
      let even = Self.torchEven(from: Float(lastTimestep), to: 0, count: steps)
      self.init(sigmas: even.map { table.geometricSigma(at: $0) }, table: table)
    case .karras:
      let (low, high) = (pow(Double(table.sigmas[0]), 1 / 7), pow(Double(table.last), 1 / 7))
      let ramp = Self.torchEven(from: 0, to: 1, count: steps)
      self.init(sigmas: ramp.map { powf(Float(high) + $0 * Float(low - high), 7) }, table: table)
    case .exponential:
      let (low, high) = (log(Double(table.sigmas[0])), log(Double(table.last)))
      let even = Self.torchEven(from: Float(high), to: Float(low), count: steps)
      self.init(sigmas: even.map { expf($0) }, table: table)
    }
  }

  private init(sigmas: [Float], timesteps: [Float], start: Float) {
    self.sigmas = sigmas
    self.timesteps = timesteps
    self.start = start
  }

  /// The variance of picture and noise together is 1 for the network, so noise begins longer than σ.
  private init(wholeTimesteps timesteps: [Float], endsAtPicture: Bool, table: SigmaTable) {
    let sigmas = timesteps.map { table.sigma(at: $0) }
    self.init(
      sigmas: sigmas + [endsAtPicture ? 0 : table.sigmas[0]], timesteps: timesteps, start: Self.length(sigmas[0]))
  }

  /// k-diffusion: the network is told the timestep that has σ.
  private init(sigmas: [Float], table: SigmaTable) {
    self.init(sigmas: sigmas + [0], timesteps: sigmas.map { table.timestep(of: $0) }, start: sigmas[0])
  }

  /// Leaves out the last level above 0, as A1111 does for the DPM2 samplers, which would waste two evaluations there.
  mutating func dropNextToLast() {
    guard timesteps.count > 1 else { return }
    sigmas.remove(at: sigmas.count - 2)
    timesteps.removeLast()
  }

  /// √(σ² + 1): how much larger latents are here than those the network is shown.
  static func length(_ sigma: Float) -> Float { (sigma * sigma + 1).squareRoot() }

  /// `numpy.linspace(0, last, count)`.
  private static func numpyEven(to last: Int, count: Int) -> [Double] {
    guard count > 1 else { return [0] }
    let step = Double(last) / Double(count - 1)
    return (0..<count).map { $0 == count - 1 ? Double(last) : Double($0) * step }
  }

  /// `torch.linspace(first, last, count)`, which counts from the nearer end.
  private static func torchEven(from first: Float, to last: Float, count: Int) -> [Float] {
    guard count > 1 else { return [first] }
    let step = (last - first) / Float(count - 1)
    return (0..<count).map { index in
      index < count / 2 ? first.addingProduct(step, Float(index)) : last.addingProduct(-step, Float(count - 1 - index))
    }
  }
}
