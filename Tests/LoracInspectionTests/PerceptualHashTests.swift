import LoracImages
import LoracInspection
import Testing

@Suite struct PerceptualHashTests {
  private func hashes(_ image: RGBAImage) throws -> (PerceptualHash, mirrored: PerceptualHash) {
    try #require(try PerceptualHash.both(image))
  }

  @Test(arguments: 1...8) func changesThatLookTheSame(_ seed: Int) throws {
    let scene = Scene(seed: UInt64(seed))
    let original = try hashes(scene.image(160, 120))
    var bright = scene
    bright.brightness = 1.1
    var noisy = scene
    noisy.noise = 12
    for variant in [scene.image(80, 60), scene.image(320, 240), bright.image(160, 120), noisy.image(160, 120)] {
      #expect(original.0.isNear(try hashes(variant).0))
    }
    let mirrored = try hashes(scene.image(160, 120).mirrored)
    #expect(original.mirrored.isNear(mirrored.0))
    #expect(mirrored.mirrored.isNear(original.0))
  }

  @Test func otherPicturesLookDifferent() throws {
    let all = try (1...24).map { try hashes(Scene(seed: UInt64($0)).image(96, 96)).0 }
    for first in all.indices {
      for second in all.indices where second > first { #expect(!all[first].isNear(all[second])) }
    }
  }

  @Test func aPlainPictureHasNone() throws {
    let plain = RGBAImage(
      width: 20, height: 30, hasAlpha: false, bytes: (0..<600).flatMap { _ in [200, 10, 10, 255] as [UInt8] })
    let result = try PerceptualHash.both(plain)
    #expect(result == nil)
  }

  /// Distances count bits, from either side.
  @Test func distanceCountsBits() throws {
    let first = try hashes(Scene(seed: 1).image(64, 64)).0
    #expect(first.distance(to: first) == (0, 0))
    let other = try hashes(Scene(seed: 2).image(64, 64)).0
    #expect(first.distance(to: other).frequencies == (first.frequencies ^ other.frequencies).nonzeroBitCount)
    #expect(first.distance(to: other).gradients == other.distance(to: first).gradients)
  }
}
