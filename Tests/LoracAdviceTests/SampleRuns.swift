import LoracAdvice

/// Random numbers for tests: SplitMix64 with a fixed seed.
struct TestNumbers {
  private var state: UInt64

  init(_ seed: UInt64) { state = seed }

  /// A number from 0 up to 1.
  mutating func uniform() -> Double {
    state &+= 0x9e37_79b9_7f4a_7c15
    var value = state
    value = (value ^ (value >> 30)) &* 0xbf58_476d_1ce4_e5b9
    value = (value ^ (value >> 27)) &* 0x94d0_49bb_1331_11eb
    value ^= value >> 31
    return Double(value >> 11) / Double(1 << 53)
  }

  /// A number about 0 with a variance of 1: nearly normal.
  mutating func spread() -> Double { (0..<12).reduce(-6.0) { sum, _ in sum + uniform() } }

  /// The loss of one step of a sound run: mostly its timestep's, over two orders of magnitude, and the noise's.
  mutating func loss() -> Double {
    let part = 1 - uniform()
    return (0.003 + 0.55 * part * part * part) * (1 + 0.25 * spread().magnitude)
  }
}

/// Runs that tests make up.
enum SampleRuns {
  static let facts: RunFacts = {
    var facts = RunFacts(totalSteps: 400)
    facts.stepsPerEpoch = 20
    facts.epochs = 20
    facts.rateKey = "optimizer.unet_lr"
    facts.rate = 1e-4
    facts.rank = 16
    facts.alpha = 8
    facts.warmupSteps = 20
    facts.validationSplit = 0.1
    facts.images = 40
    facts.heldOutImages = 4
    facts.batchSize = 1
    facts.blocks = ["lorac", "dataset", "validation", "sample"]
    facts.previews = PlannedPreviews(prompts: 2, atStart: true, areSeeded: true)
    return facts
  }()

  /// A run of 400 steps whose losses `change` may alter, with held-out losses after every 20 steps.
  static func run(
    heldOut: [Double] = [], seed: UInt64 = 1, steps: Int = 400, _ change: (Int, Double) -> Double = { $1 }
  ) -> RunEvidence {
    var numbers = TestNumbers(seed)
    var evidence = RunEvidence(facts: facts, outcome: .finished)
    evidence.steps = (1...steps).map { step in
      StepEvidence(step: step, loss: change(step, numbers.loss()), rate: 1e-4, gradientNorm: 0.1)
    }
    evidence.validations = heldOut.enumerated().map { place, loss in ValidationEvidence(step: place * 20, loss: loss) }
    evidence.files = [100, 200, 300, 400].map { FileEvidence(step: $0, path: "output/moka-\($0).safetensors") }
    return evidence
  }

  /// A picture of noise about `mean`.
  static func noise(_ seed: UInt64, mean: Double = 128, spread: Double = 40, side: Int = 32) -> SmallPicture {
    var numbers = TestNumbers(seed)
    // Blocks of 4 pixels, so that shapes stay when it is scaled.
    let blocks = side / 4
    let colours = (0..<(blocks * blocks * 3)).map { _ in UInt8(max(0, min(255, mean + spread * numbers.spread()))) }
    return SmallPicture(
      width: side, height: side,
      bytes: (0..<(side * side * 3)).map { place in
        let (x, y) = (place / 3 % side, place / 3 / side)
        return colours[((y / 4) * blocks + x / 4) * 3 + place % 3]
      })
  }

  /// `picture`, with every sample moved by up to `amount`.
  static func disturbed(_ picture: SmallPicture, by amount: Double, seed: UInt64 = 9) -> SmallPicture {
    var numbers = TestNumbers(seed)
    return SmallPicture(
      width: picture.width, height: picture.height,
      bytes: picture.bytes.map { UInt8(max(0, min(255, Double($0) + amount * (2 * numbers.uniform() - 1)))) })
  }
}

extension RunEvidence {
  /// What is found, by name.
  var kinds: [FindingKind] { Advice.findings(from: self).map(\.kind) }

  /// The finding of that kind.
  func finding(_ kind: FindingKind) -> Finding? { Advice.findings(from: self).first { $0.kind == kind } }
}
