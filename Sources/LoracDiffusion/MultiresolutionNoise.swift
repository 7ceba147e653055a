internal import CLoracKernels
internal import Glibc
internal import LoracRandom

/// Noise of several resolutions added up and scaled back to variance 1.
///
/// sd-scripts, custom_train_functions.py `pyramid_noise_like`. How coarse the next resolution is comes from Python's
/// generator, its noise from torch's.
enum MultiresolutionNoise {
  /// `noise` has channels first, as has the result.
  static func adding(
    _ settings: NoiseSettings.Multiresolution, to noise: [Float], _ shape: LatentShape, _ random: inout RunRandom
  ) -> [Float] {
    var noise = noise
    let planes = shape.batch * shape.channels
    for iteration in 0..<settings.iterations {
      let ratio = random.python.unit() * 2 + 2
      let size = { (side: Int) in max(1, Int(Double(side) / pow(ratio, Double(iteration)))) }
      let (height, width) = (size(shape.height), size(shape.width))
      let coarse = random.torch.normal(count: planes * height * width)
      let fine = enlarged(coarse, planes: planes, height: height, width: width, to: shape)
      noise = mixed(1, noise, Float(pow(settings.discount, Double(iteration))), fine)
      if height == 1 || width == 1 { break }
    }
    return scaledToUnitVariance(noise)
  }

  private static func enlarged(
    _ values: [Float], planes: Int, height: Int, width: Int, to shape: LatentShape
  ) -> [Float] {
    floats(shape.count) { result in
      values.withUnsafeBufferPointer { values in
        guard let values = values.baseAddress else { return }
        lorac_enlarge(values, planes, height, width, result, shape.height, shape.width)
      }
    }
  }

  private static func scaledToUnitVariance(_ noise: [Float]) -> [Float] {
    let deviation = noise.withUnsafeBufferPointer { noise -> Float in
      guard let start = noise.baseAddress else { return 1 }
      let mean = lorac_sum(start, noise.count) / Double(noise.count)
      let squares = lorac_sum_of_squared_distances(start, noise.count, mean)
      return Float((squares / Double(noise.count - 1)).squareRoot())
    }
    return noise.map { $0 / deviation }
  }
}
