import LoracRunAdvice

extension Situation {
  /// Why there is no advice, or why a recipe is not changed, LR1040 to LR1043.
  static let advice: [Situation] = [
    Situation("LR1040", "search") { _ in [.searchNotJudged("runs/cat-lr-find/20260102-030405")] },
    Situation("LR1041", "plan") { _ in
      [.runNotReadable("runs/cat/20260102-030405", "plan.json is not a plan: 'plan_version' is missing")]
    },
    Situation("LR1042", "gone") { _ in
      [.changeNotMade(.missing("recipe.yaml"), key: "optimizer.unet_lr", value: "1e-5")]
    },
    Situation("LR1043", "set") { _ in
      [
        .changeNotMade(
          .refused(
            path: "recipe.yaml",
            reason:
              "it has optimizer.unet_lr: 0.001, but the run was made with 0.4 (--set optimizer.unet_lr=0.4), and shows "
              + "nothing about that"),
          key: "optimizer.unet_lr", value: "0.05")
      ]
    },
    Situation("LR1043", "alias") { _ in
      [
        .changeNotMade(
          .refused(
            path: "recipe.yaml",
            reason: "'optimizer.unet_lr' cannot be changed without changing something else in this text"),
          key: "optimizer.unet_lr", value: "1e-5")
      ]
    },
  ]
}
