import Testing

@testable import LoracSamplers

/// What numpy 2.4's `SeedSequence(entropy, spawn_key=key, pool_size=size).generate_state(n)` gives.
@Suite struct SeedSequenceTests {
  @Test(
    arguments: [
      (42, [0, 0], [2_102_017_995, 2_891_809_698, 2_144_110_403, 379_559_146]),
      (0, [], [4_025_752_534, 2_687_548_107, 2_326_983_537, 1_576_567_101]),
      (1_099_511_627_781, [3, 2], [1_871_255_777, 2_879_413_523, 1_352_781_655, 4_038_398_907]),
      (2_551_890_436, [16_777_215, 24], [3_266_868_091, 1_387_781_808, 3_373_687_595, 3_093_415_009]),
      (9_223_372_036_854_775_806, [1, 1], [1_133_309_368, 3_370_599_239, 1_158_027_354, 968_562_497]),
    ] as [(UInt64, [UInt32], [UInt32])])
  func equalsNumpy(_ entropy: UInt64, _ key: [UInt32], _ expected: [UInt32]) {
    #expect(SeedSequence(entropy: entropy, key: key, poolSize: 24).state(4) == expected)
  }

  @Test func aSmallPoolIsUsedAgain() {
    let sequence = SeedSequence(entropy: 1_099_511_627_781, key: [9], poolSize: 4)
    #expect(
      sequence.state(6)
        == [1_069_383_255, 3_720_325_821, 3_976_663_544, 1_660_971_555, 1_012_997_115, 4_088_304_732])
  }
}
