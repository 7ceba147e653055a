import Glibc

/// The sinusoids by which the U-Net knows the time: cosines, then sines, of frequencies from 1 down to almost 1/10 000.
///
/// As sd-scripts library/original_unet.py:329-363 computes them with `flip_sin_to_cos`, in float32.
package func timeSinusoids(_ timesteps: [Int], width: Int) -> [Float] {
  timeSinusoids(timesteps.map(Float.init), width: width)
}

/// The same for the times of samplers, which may lie between timesteps.
package func timeSinusoids(_ times: [Float], width: Int) -> [Float] {
  let half = width / 2
  return times.flatMap { time -> [Float] in
    let angles = (0..<half).map { time * expf(-Float(log(10_000.0)) * Float($0) / Float(half)) }
    return angles.map(cosf) + angles.map(sinf)
  }
}
