/// One batch as the network gets it, channels last.
package struct NoisedLatents: Sendable {
  package let shape: LatentShape
  /// The noise that was drawn.
  package let noise: [Float]
  /// The timestep of each picture.
  package let timesteps: [Int]
  /// What the network sees.
  package let noisyLatents: [Float]
  /// What it must predict: the noise, or the velocity.
  package let target: [Float]
}
