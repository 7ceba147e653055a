internal import Glibc
internal import LoracDiffusion

/// The noise of each training timestep as σ = √((1 - ᾱ) / ᾱ), and ways between σ and timesteps.
struct SigmaTable: Sendable {
  /// σ of timestep 0 to the last, rising.
  let sigmas: [Float]
  private let logarithms: [Float]

  /// The table of a schedule whose last timestep still shows some of the picture.
  init(_ schedule: NoiseSchedule) {
    sigmas = schedule.cumulativeAlphas.map { ((1 - $0) / $0).squareRoot() }
    logarithms = sigmas.map { logf($0) }
  }

  var last: Float { sigmas[sigmas.count - 1] }

  /// σ between two timesteps on a straight line, as diffusers' schedulers interpolate.
  func sigma(at timestep: Float) -> Float {
    let position = Double(timestep)
    let low = min(Int(position), sigmas.count - 1)
    let high = min(low + 1, sigmas.count - 1)
    let (from, to) = (Double(sigmas[low]), Double(sigmas[high]))
    return Float(from + (to - from) * (position - Double(low)))
  }

  /// σ between two timesteps on a straight line of log σ, as k-diffusion interpolates.
  func geometricSigma(at timestep: Float) -> Float {
    let last = logarithms.count - 1
    let low = min(max(Int(timestep.rounded(.down)), 0), last)
    let high = min(max(Int(timestep.rounded(.up)), 0), last)
    let weight = timestep - Float(low)
    return expf((1 - weight) * logarithms[low] + weight * logarithms[high])
  }

  /// The timestep that has this σ, with a fraction, on straight lines of log σ; both ends are limits.
  func timestep(of sigma: Float) -> Float {
    let logarithm = logf(max(sigma, 1e-10))
    let above = logarithms.partitioningIndex { $0 > logarithm }
    let low = min(max(above - 1, 0), logarithms.count - 2)
    let weight = (logarithms[low] - logarithm) / (logarithms[low] - logarithms[low + 1])
    let part = min(max(weight, 0), 1)
    return (1 - part) * Float(low) + part * Float(low + 1)
  }
}

extension [Float] {
  /// The first index whose element belongs to the second part; the array is partitioned.
  fileprivate func partitioningIndex(where belongsToSecondPart: (Float) -> Bool) -> Int {
    var (low, high) = (0, count)
    while low < high {
      let middle = (low + high) / 2
      if belongsToSecondPart(self[middle]) { high = middle } else { low = middle + 1 }
    }
    return low
  }
}
