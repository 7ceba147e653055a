import LoracDiagnostics
import LoracRateFinder

extension Situation {
  /// Learning rates that were not found, or not written, LR1020 to LR1029.
  static let rates: [Situation] = [
    verdict("LR1020", "rising", (1...60).map { 1e-6 * Double($0) }),
    verdict(
      "LR1020", "left",
      (1...400).map { $0 < 60 ? Double($0) * 1e-6 : $0 < 390 ? 6e-5 : 1.2e-4 }),
    verdict("LR1020", "falling", (1...300).map { 1e-4 / Double($0) }),
    verdict("LR1021", "unmoved", [Double](repeating: 1e-6, count: 500)),
    built(
      "LR1022", "adamw",
      .noStepSizeLogged(
        "runs/moka/20261121-193000",
        tags: ["loss/average", "loss/current", "loss/epoch_average", "lr/group1", "lr/textencoder", "lr/unet", "x/y"])),
    built("LR1023", "folder", .noLog("output", isThere: true)),
    built("LR1023", "missing", .noLog("runs/moka", isThere: false)),
    built("LR1024", "cosine", .scheduledRate("lr/d*lr/unet")),
    built("LR1025", "rights", .recipeNotWritten("recipe.yaml", "Permission denied")),
    built(
      "LR1026", "null",
      .recipeNotEdited(
        "recipe.yaml", "'optimizer.unet_lr' cannot be set: 'optimizer' is null",
        values: ["optimizer.unet_lr: 3.64e-5", "optimizer.text_encoder_lr: unet_lr/10"])),
    built("LR1027", "sgd", .noRateForOptimizer("SGDNesterov")),
    built("LR1028", "damaged", .damagedLog("logs/events.out.tfevents.1700000000.host.7.0", offset: 16_384)),
    built("LR1028", "rights", .damagedLog("logs/events.out.tfevents.1700000000.host.7.0", offset: nil)),
    built(
      "LR1029", "interrupted", .searchStopped(RateCurve((1...31).map { .init(step: $0, value: 1e-6 * Double($0)) }))),
    built("LR1029", "early", .searchStopped(RateCurve())),
  ]

  private static func verdict(_ code: String, _ name: String, _ values: [Double]) -> Situation {
    let curve = RateCurve(values.enumerated().map { .init(step: $0.offset + 1, value: $0.element) })
    let help = "more steps: lorac lr-find recipe.yaml --steps 1000"
    return Situation(code, name) { _ in
      [Diagnostic.noPlateau(PlateauCriterion().judge(curve), curve, help: help)].compactMap(\.self)
    }
  }
}
