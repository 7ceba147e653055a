import Glibc

/// The sinusoids by which the U-Net knows the time: cosines, then sines, of frequencies from 1 down to almost 1/10 000.
///
/// As sd-scripts library/original_unet.py:329-363 computes them with `flip_sin_to_cos`, in float32.
package func timeSinusoids(_ timesteps: [Int], width: Int) -> [Float] {
  let half = width / 2
  return timesteps.flatMap { timestep -> [Float] in
    let angles = (0..<half).map { Float(timestep) * expf(-Float(log(10_000.0)) * Float($0) / Float(half)) }
    return angles.map(cosf) + angles.map(sinf)
  }
}
