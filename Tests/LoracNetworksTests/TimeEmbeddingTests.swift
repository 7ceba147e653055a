import LoracNetworks
import Testing

@Suite("Time sinusoids")
struct TimeEmbeddingTests {
  @Test("are diffusers' with cosines first")
  func agreement() throws {
    // A phase near 1000 is known to 6e-5 in single precision.
    let values = timeSinusoids([0, 1, 17, 500, 999], width: 320)
    let error = relativeError(values, try Reference.numbers("sinusoids"))
    #expect(error < 7e-5)
  }
}
