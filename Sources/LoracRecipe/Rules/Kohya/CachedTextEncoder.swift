internal import LoracDiagnostics
internal import LoracSchema

/// Kept text encoder outputs cannot change, and their encoder cannot be trained.
enum CachedTextEncoder: RecipeRule {
  static let code = DiagnosticCode(
    "LR0485", "cached-text-encoder", .error,
    Explanation(
      meaning:
        "Text encoder outputs are kept, but captions change from step to step, or the text encoder is trained.",
      why:
        "What is kept is computed once; kohya refuses it together with shuffling, dropout of captions or tags, token "
        + "warm-up, or adapters of the text encoder (sd-scripts `sdxl_train_network.py:34`).",
      example: "kohya:\n  cache_text_encoder_outputs: true\ndataset:\n  captions:\n    shuffle: true",
      fix:
        "Keep captions as they are and train the U-Net alone:\n\nnetwork:\n  train: unet\ndataset:\n  captions:\n    shuffle: false"
    ))

  static func check(_ recipe: Recipe, into diagnostics: inout DiagnosticList) {
    let flags = ["cache_text_encoder_outputs", "cache_text_encoder_outputs_to_disk"]
    guard let flag = flags.first(where: recipe.kohyaFlag) else { return }
    let cache = recipe.label(argument: flag, "keeps what the text encoder gives")
    if recipe.trainsTextEncoder {
      report(
        "a text encoder whose outputs are kept cannot be trained",
        at: [cache, recipe.label(NetworkFields.train, "trains the text encoder")],
        notes: [.help("set 'network.train: unet'")], into: &diagnostics)
    }
    for folder in recipe.folders {
      var changes: [Label] = []
      let shuffle = recipe.caption(\.shuffle, of: folder)
      if shuffle.value == true { changes.append(shuffle.label("changes captions")) }
      for setting in [recipe.caption(\.dropout, of: folder), recipe.caption(\.tagDropout, of: folder)] {
        if let chance = setting.value, chance > 0 { changes.append(setting.label("changes captions")) }
      }
      if let steps = recipe.kohya("token_warmup_step").flatMap({ Double($0) }), steps > 0,
        let label = recipe.label(argument: "token_warmup_step", "changes captions")
      {
        changes.append(label)
      }
      guard !changes.isEmpty else { continue }
      report(
        "captions that change cannot have their text encoder outputs kept", at: [cache] + changes,
        notes: [.help("remove '\(flag)', or leave captions as they are")], into: &diagnostics)
    }
  }
}
