package import LoracDiagnostics
internal import LoracSchema

/// All rules across fields.
package enum RecipeRules {
  /// The rules in the order of their codes.
  package static let all: [any RecipeRule.Type] = [
    AlphaAboveRank.self,
    AlphaZero.self,
    AlphaFarBelowRank.self,
    ConvolutionsWithoutLoCon.self,
    LoConWithoutConvRank.self,
    NetworkArgumentWithField.self,
    DropoutOfEverything.self,
    RanksFromNoWeights.self,
    UnequalAdaptiveRates.self,
    AdaptiveRateFarFromOne.self,
    ScheduleBlursProbe.self,
    MissingLearningRate.self,
    RateZero.self,
    NothingTrains.self,
    TextEncoderRateRatio.self,
    UnusualRate.self,
    LionRate.self,
    RateOfUntrainedPart.self,
    UnusedLearningRate.self,
    AdafactorIgnoresRates.self,
    EqualsSignInArgument.self,
    LegacyOptimizerFlag.self,
    FusedBackwardPass.self,
    WarmupWithConstant.self,
    WarmupWithAdafactor.self,
    WarmupWithClass.self,
    WarmupMissing.self,
    RestartsOfOneCycle.self,
    UnusedScheduleSetting.self,
    IgnoredSchedule.self,
    ScheduleLacksSetting.self,
    ScheduleCannotRun.self,
    AdafactorScheduleAlone.self,
    PolynomialEnd.self,
    ResolutionForFamily.self,
    ResolutionOffStep.self,
    UnusedBucketSetting.self,
    AugmentedLatentsCached.self,
    ShuffledTrigger.self,
    UnusedKeepTokens.self,
    HighCaptionDropout.self,
    PrefixWithoutSeparator.self,
    SeparatorBecomesComma.self,
    UnusedHuberSetting.self,
    ZeroTerminalSNRWithoutVelocity.self,
    VelocitySettingWithoutVelocity.self,
    AdaptiveNoiseWithoutOffset.self,
    TwoNoiseOffsets.self,
    UnusedNoiseSetting.self,
    NoTimesteps.self,
    VelocityOnSD15.self,
    IgnoredClipSkip.self,
    NameIsNoFileName.self,
    NameNotPortable.self,
    NameNotASCII.self,
    KeepLastUnit.self,
    KeepLastOfNothing.self,
    PickledFormat.self,
    SavePrecision.self,
    PreviewsWithoutPrompts.self,
    PromptsWithoutPreviews.self,
    PreviewSize.self,
    PreviewSeed.self,
    MissingSeed.self,
    ValidationSplit.self,
    UnusedValidationSetting.self,
    Machines.self,
    UnusedMachineSetting.self,
    WholePrecision.self,
    SeveralAttentions.self,
    CachedTextEncoder.self,
    PersistentWorkers.self,
  ]

  /// Appends what all rules find in `recipe`; after errors, nothing about values that are missing.
  package static func check(_ recipe: Recipe, into diagnostics: inout DiagnosticList) {
    let isWhole = !diagnostics.hasErrors
    for rule in all where isWhole || !rule.isAboutMissingValue { rule.check(recipe, into: &diagnostics) }
  }

  /// Appends what the rules about the model's family find, once its file was read; nothing if the recipe states it.
  ///
  /// `family` is one of the recipe's words: `sd15`, `sd2`, `sdxl`.
  package static func check(_ recipe: Recipe, family: String, into diagnostics: inout DiagnosticList) {
    guard recipe.settings[ModelFields.family.path] == nil, let base = recipe.settings[ModelFields.base.path] else {
      return
    }
    var informed = recipe
    informed.settings[ModelFields.family.path] = Setting(.string(family), base.source)
    for rule in aboutFamily { rule.check(informed, into: &diagnostics) }
  }

  private static let aboutFamily: [any RecipeRule.Type] = [
    ResolutionForFamily.self, VelocityOnSD15.self, IgnoredClipSkip.self, PreviewSize.self,
  ]
}

/// The catalogue of the rules.
package enum RuleDiagnostics {
  /// The code of every rule.
  package static let codes: [DiagnosticCode] = RecipeRules.all.map { $0.code }
}
