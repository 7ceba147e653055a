import LoracEffect
import Testing

@Suite struct EffectRecordTests {
  private static let record = EffectRecord(
    test: EffectTest(
      name: "moka", base: "base.safetensors",
      files: [.init(path: "moka.safetensors", label: "final", step: 120, epoch: nil)], weights: [0.5, 1],
      subjects: [
        .init(
          prompt: "moka, \"left\"", negative: "", seed: 2_551_890_436, width: 64, height: 64, steps: 20, cfg: 7.5,
          sampler: "euler_a")
      ]),
    grid: "grid.png",
    pictures: [
      .init(place: .init(subject: 0, file: nil, weight: nil), file: "a.png", key: "1", difference: nil),
      .init(place: .init(subject: 0, file: 0, weight: 1), file: "b.png", key: "2", difference: 0.25),
    ])

  @Test("A record read back is the same")
  func roundTrip() throws {
    #expect(EffectRecord(bytes: Array(try Self.record.text().utf8)) == Self.record)
  }

  @Test("What is no record is none", arguments: ["", "{}", "[1]", "{\"test\": 1}"])
  func foreign(text: String) {
    #expect(EffectRecord(bytes: Array(text.utf8)) == nil)
  }

  @Test("The difference of a file at a weight is the mean over all subjects that are made")
  func difference() {
    #expect(Self.record.difference(file: 0, weight: 1) == 0.25)
    #expect(Self.record.difference(file: 0, weight: 0) == nil)
  }
}
