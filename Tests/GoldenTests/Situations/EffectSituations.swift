import LoracDiagnostics
import LoracEffect

extension Situation {
  /// What keeps an effect test from its grid, LR1050 to LR1054.
  static let effect: [Situation] = [
    Situation("LR1050", "untrained") { _ in
      [.nothingToTest((1...4).map { "moka-00000\($0).safetensors" } + ["moka.safetensors"], in: "output")]
    },
    Situation("LR1051", "no-prompts") { _ in [.noPromptsToTest] },
    Situation("LR1052", "stopped") { _ in [.testStopped] },
    Situation("LR1053", "weight") { _ in [.badWeight("1.2.3", in: "moka, (hat:1.2.3)")] },
    Situation("LR1054", "memory") { _ in [.noMemoryForPictures(2_147_483_648), .noMemoryForPictures(nil)] },
  ]
}
