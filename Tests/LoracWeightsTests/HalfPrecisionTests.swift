import LoracTestSupport
import LoracWeights
import Testing

@Suite struct HalfPrecisionTests {
  @Test func everyHalfSurvivesTheWayThroughSingle() {
    for bits in UInt16.min...UInt16.max {
      let value = HalfPrecision.single(half: bits)
      guard !value.isNaN else { continue }
      #expect(value == Float(Float16(bitPattern: bits)))
      #expect(HalfPrecision.half(value) == bits)
    }
  }

  @Test func roundsAsTheProcessorDoes() {
    var random = SplitMix(seed: 7)
    for _ in 0..<50_000 {
      let value = Float(bitPattern: UInt32(truncatingIfNeeded: random.next()))
      guard !value.isNaN else { continue }
      #expect(HalfPrecision.half(value) == Float16(value).bitPattern, "\(value)")
      // Small numbers are where the exponents of half precision lie.
      let small = Float(bitPattern: value.bitPattern & 0x9FFF_FFFF | 0x2000_0000)
      #expect(HalfPrecision.half(small) == Float16(small).bitPattern, "\(small)")
    }
    for (value, bits) in [(65_519.996 as Float, 0x7BFF as UInt16), (65_520, 0x7C00), (-65_520, 0xFC00), (1e-8, 0)] {
      #expect(HalfPrecision.half(value) == bits)
    }
  }

  /// Values and bits that torch.Tensor.to(torch.bfloat16) gave.
  @Test func roundsToBrainFloatsAsTorchDoes() {
    let cases: [(Float, UInt16)] = [
      (1, 0x3F80), (1.00390625, 0x3F80), (1.01171875, 0x3F82), (3.3895e38, 0x7F7F), (3.3961776e38, 0x7F80),
      (-0.1, 0xBDCD), (Float(bitPattern: 71_362), 0x0001), (.infinity, 0x7F80), (-0.0, 0x8000), (0.3, 0x3E9A),
    ]
    for (value, bits) in cases { #expect(HalfPrecision.brain(value) == bits, "\(value)") }
    #expect(HalfPrecision.brain(.nan) == 0x7FC0)
    #expect(HalfPrecision.single(brain: 0xBDCD) == -0.10009765625)
  }
}
