import LoracFuzzing
import LoracTestSupport
import Testing

/// What the fuzzer does for hours, for a moment: a trap ends the whole test run.
@Suite struct FuzzRecipeTests {
  private static func run(_ bytes: [UInt8]) { bytes.withUnsafeBytes { fuzzRecipe($0) } }

  @Test func seedIsSound() {
    Self.run(Array(FuzzSeeds.recipe.utf8))
    #expect(FuzzSeeds.plan.contains("\"plan_version\": 1"))
  }

  @Test func survivesChangedLines() {
    var random = SplitMix(seed: 7)
    let lines = FuzzSeeds.recipe.split(separator: "\n", omittingEmptySubsequences: false)
    for _ in 0..<40 {
      var changed = lines
      for _ in 0...Int.random(in: 0..<3, using: &random) {
        let place = Int.random(in: 0..<changed.count, using: &random)
        if Bool.random(using: &random) {
          changed.remove(at: place)
        } else {
          changed.insert(lines[Int.random(in: 0..<lines.count, using: &random)], at: place)
        }
      }
      Self.run(Array(changed.joined(separator: "\n").utf8))
    }
  }

  @Test(arguments: [
    "0", "-1", "9223372036854775807", "-9223372036854775808", "1e308", "1e-320", ".inf", ".nan", "''", "[]", "{}",
    "null",
    "[[], {}]", "~/x", "${HOME}", "1 epoch", "9223372036854775807 epochs", "100%", "rank/0", "alpha*1e308", "64x8192",
    "/dev/zero", "/dev/null", "/proc/self/mem",
  ]) func survivesHostileValues(_ value: String) {
    // Scalars of the seed, one at a time; each value another part of them, and all with LORAC_FUZZ_ALL.
    let stride = environmentVariable("LORAC_FUZZ_ALL") == nil ? 9 : 1
    let matches = FuzzSeeds.recipe.matches(of: /[\w.\/%]+(?=[,\]}\n])/)
    #expect(matches.count > 30)
    for (index, match) in matches.enumerated() where (index + value.utf8.count) % stride == 0 {
      var text = FuzzSeeds.recipe
      text.replaceSubrange(match.range, with: value)
      Self.run(Array(text.utf8))
    }
  }

  @Test func survivesChangedBytes() {
    var random = SplitMix(seed: 11)
    let bytes = Array(FuzzSeeds.recipe.utf8)
    for _ in 0..<40 {
      var changed = bytes
      for _ in 0...Int.random(in: 0..<4, using: &random) {
        changed[Int.random(in: 0..<changed.count, using: &random)] = UInt8.random(in: 0...255, using: &random)
      }
      Self.run(changed)
    }
  }
}
