import Glibc
import LoracRandom
import LoracTestSupport
import Testing

@testable import LoracSamplers

/// diffusers and k-diffusion on the same latents, from Tests/Tools/sampler_reference.py.
@Suite struct SamplerTests {
  struct Case: Decodable, CustomTestStringConvertible, Sendable {
    var sampler: String
    var steps: Int
    var velocity: Bool
    var seed: Int
    /// Where the noise of an SDE sampler comes from: one draw after another, or a Brownian motion with `seed`.
    var noise: String?
    var timesteps: [Float]
    var latents: [Float]

    var testDescription: String {
      "\(sampler), \(steps) steps\(velocity ? ", velocity" : "")\(noise.map { ", \($0) noise" } ?? "")"
    }

    /// Both sides compute σ in single precision, which weighs the more the larger the steps are.
    var tolerance: Float {
      switch (sampler, steps, noise) {
      // What is left of σ² after new noise took its part is the difference of two numbers equal to six digits.
      case ("dpm_2_a", 2, _): 1e-2
      // The motion is cut at places of six decimals; logarithm and exponential may round to the neighbouring one.
      case (_, _, "brownian"): 1e-3
      case (_, ..<5, _): 1e-4
      default: 5e-6
      }
    }
  }

  static let cases = (try? reference("samplers.json", as: [Case].self)) ?? []

  /// The script's formula.
  static func network(_ latents: [Float], _ timestep: Float) -> [Float] {
    let time = Double(timestep)
    return latents.enumerated().map { index, value in
      let z = Double(value)
      let wave = 0.3 * sin(1.7 * z + 0.004 * time)
      return Float(0.8 * z + wave + 0.2 * cos(0.37 * Double(index)) * (1 - time / 1000))
    }
  }

  @Test(arguments: cases) func equalsTheReference(_ item: Case) throws {
    let sampler = try #require(Sampler.named(item.sampler))
    #expect(sampler.name == item.sampler)
    var random = TorchGenerator(seed: item.seed)
    let noise = random.normal(count: item.latents.count)
    var timesteps: [Float] = []
    var steps: [Int] = []
    let latents = try sampler.sample(
      noise, steps: item.steps, predictsVelocity: item.velocity, random: &random,
      noiseSource: item.noise == "brownian" ? .brownian(seed: item.seed) : .independent,
      eachStep: { steps.append($0.number) },
      denoise: { latents, timestep in
        timesteps.append(timestep)
        return Self.network(latents, timestep)
      })
    #expect(steps == Array(1...item.steps))
    #expect(timesteps.count == sampler.evaluations(steps: item.steps))
    #expect(timesteps.count == item.timesteps.count)
    #expect(zip(timesteps, item.timesteps).allSatisfy { abs($0 - $1) <= 0.01 })
    let distance = zip(latents, item.latents).reduce(0) { max($0, abs($1.0 - $1.1)) }
    #expect(latents.count == item.latents.count && distance <= item.tolerance)
  }

  @Test func everySamplerHasReferences() {
    let covered = Set(Self.cases.map { $0.sampler })
    #expect(Sampler.all.map { $0.name }.filter { !covered.contains($0) } == [])
  }

  @Test func oneStepIsEnough() throws {
    for sampler in Sampler.all where sampler.fewestSteps == 1 {
      var random = TorchGenerator(seed: 1)
      let latents = try sampler.sample(
        random.normal(count: 16), steps: 1, random: &random, denoise: { Self.network($0, $1) })
      #expect(latents.allSatisfy { $0.isFinite })
    }
  }

  @Test func canBeStopped() throws {
    struct Stopped: Error {}
    var random = TorchGenerator(seed: 1)
    let sampler = try #require(Sampler.named("euler_a"))
    var evaluations = 0
    #expect(throws: Stopped.self) {
      try sampler.sample(
        random.normal(count: 16), steps: 9, random: &random,
        eachStep: { if $0.number == 3 { throw Stopped() } },
        denoise: { latents, timestep in
          evaluations += 1
          return Self.network(latents, timestep)
        })
    }
    #expect(evaluations == 3)
  }

  @Test func predictionsLeadToTheResult() throws {
    var random = TorchGenerator(seed: 5)
    let sampler = try #require(Sampler.named("DPM++ 2M Karras"))
    var last: [Float] = []
    let latents = try sampler.sample(
      random.normal(count: 16), steps: 8, random: &random, eachStep: { last = $0.prediction },
      denoise: { Self.network($0, $1) })
    #expect(zip(last, latents).allSatisfy { abs($0 - $1) < 1e-5 })
  }

  @Test(
    "gives several pictures at once what each would be alone",
    arguments: ["ddim", "euler_a", "Heun", "DPM++ SDE Karras", "DPM++ 3M SDE", "DPM++ 2S a"])
  func together(_ name: String) throws {
    let sampler = try #require(Sampler.named(name))
    let seeds = [3, 2_551_890_436, 3]
    let alone = try seeds.flatMap { seed in
      var random = TorchGenerator(seed: seed)
      return try sampler.sample(
        random.normal(count: 16), steps: 5, random: &random, noiseSource: .brownian(seed: seed),
        denoise: { Self.network($0, $1) })
    }
    var randoms = seeds.map { TorchGenerator(seed: $0) }
    let noise = randoms.indices.flatMap { randoms[$0].normal(count: 16) }
    let together = try sampler.sample(
      noise, steps: 5, randoms: &randoms, noiseSources: seeds.map { .brownian(seed: $0) },
      denoise: { latents, timestep in
        (0..<3).flatMap { Self.network(Array(latents[16 * $0..<16 * $0 + 16]), timestep) }
      })
    #expect(together == alone)
  }
}
