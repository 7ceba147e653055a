/// How much noise each timestep has: diffusers' DDPMScheduler with Stable Diffusion's betas, in single precision.
///
/// The betas are the squares of 1000 numbers evenly spaced between the roots of 0.00085 and 0.012 ("scaled linear").
package struct NoiseSchedule: Sendable {
  /// Timesteps of training.
  package static let stepCount = 1000
  private static let (firstBeta, lastBeta) = (0.00085, 0.012)

  /// ᾱ: the part of the picture's variance that is left at each timestep.
  package let cumulativeAlphas: [Float]
  /// ᾱ / (1 - ᾱ) at each timestep.
  ///
  /// Also with a zero terminal SNR these are the ratios of the common schedule: sd-scripts computes them before it
  /// changes the betas (train_network.py:245-252).
  package let signalToNoise: [Float]

  /// The schedule of Stable Diffusion, or the one rescaled so that the last timestep is pure noise.
  package init(zeroTerminalSNR: Bool = false) {
    let common = Self.cumulativeProducts(Self.betas.map { 1 - $0 })
    signalToNoise = common.map { alpha in
      let ratio = alpha.squareRoot() / (1 - alpha).squareRoot()
      return ratio * ratio
    }
    cumulativeAlphas = zeroTerminalSNR ? Self.rescaled(common) : common
  }

  private static let betas: [Float] = {
    let (first, last) = (Float(firstBeta.squareRoot()), Float(lastBeta.squareRoot()))
    let step = (last - first) / Float(stepCount - 1)
    // torch.linspace counts from the nearer end, with a fused multiply-add.
    return (0..<stepCount).map { index in
      let isFirstHalf = index < stepCount / 2
      let root =
        isFirstHalf
        ? first.addingProduct(step, Float(index)) : last.addingProduct(-step, Float(stepCount - 1 - index))
      return root * root
    }
  }()

  /// The products of the first numbers, summed up in double precision as `torch.cumprod` does.
  private static func cumulativeProducts(_ numbers: [Float]) -> [Float] {
    var product = 1.0
    return numbers.map { number in
      product *= Double(number)
      return Float(product)
    }
  }

  /// custom_train_functions.py, `enforce_zero_terminal_snr`: the roots of ᾱ shifted and scaled so that the last is 0.
  private static func rescaled(_ cumulative: [Float]) -> [Float] {
    let roots = cumulative.map { $0.squareRoot() }
    guard let first = roots.first, let last = roots.last else { return [] }
    let factor = first / (first - last)
    let products = roots.map { root in
      let scaled = (root - last) * factor
      return scaled * scaled
    }
    // By way of the betas, which costs a few bits.
    let alphas = products.indices.map { $0 == 0 ? products[0] : products[$0] / products[$0 - 1] }
    return cumulativeProducts(alphas.map { 1 - (1 - $0) })
  }

  /// √ᾱ and √(1 - ᾱ) of a timestep: the parts of picture and noise.
  func parts(at timestep: Int) -> (picture: Float, noise: Float) {
    let alpha = cumulativeAlphas[timestep]
    return (alpha.squareRoot(), (1 - alpha).squareRoot())
  }
}
