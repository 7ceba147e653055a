/// Heun's method of second order.
enum Heun {
  /// diffusers scheduling_heun_discrete.py; k-diffusion `sample_heun`.
  ///
  /// With a limit the slope is that of the limited picture; sd-scripts sets one for its previews.
  static func run(_ run: SamplingRun, _ latents: [Float], clip: Float?) throws -> [Float] {
    var latents = latents
    for step in 0..<run.steps {
      let (sigma, next) = (run.schedule.sigmas[step], run.schedule.sigmas[step + 1])
      let (picture, slope) = try slope(run, latents, sigma, run.schedule.timesteps[step], clip)
      let end = mixed(1, latents, next - sigma, slope)
      if next > 0 {
        let (_, endSlope) = try Self.slope(run, end, next, run.schedule.timesteps[step + 1], clip)
        latents = mixed(1, latents, next - sigma, mixed(0.5, slope, 0.5, endSlope))
      } else {
        latents = end
      }
      try run.finished(step, prediction: picture)
    }
    return latents
  }

  private static func slope(
    _ run: SamplingRun, _ latents: [Float], _ sigma: Float, _ timestep: Float, _ clip: Float?
  ) throws -> (picture: [Float], slope: [Float]) {
    guard let clip else {
      let parts = try run.parts(of: latents, sigma: sigma, timestep: timestep)
      return (parts.picture, parts.noise)
    }
    let picture = clamped(try run.picture(in: latents, sigma: sigma, timestep: timestep), to: clip)
    return (picture, mixed(1 / sigma, latents, -1 / sigma, picture))
  }
}
