package import LoracImages
internal import LoracTokenizer

/// A BLIP model that captions pictures: transformers' BlipForConditionalGeneration with its processor.
///
/// Its memory serves one picture after another, so it is not for several threads at once; `threads` are its own. The weights
/// stay in their file, see `MappedSafetensors`.
package final class BLIPCaptioner {
  /// The model's sizes.
  package let configuration: BLIPConfiguration
  private let engine: CaptionEngine
  private let preparation: PicturePreparation
  private let tokenizer: WordPieceTokenizer

  /// Opens a model as the hub has it: a folder of `config.json`, `model.safetensors`, `vocab.txt` or `tokenizer.json`, and
  /// perhaps `preprocessor_config.json` and `tokenizer_config.json`; or the safetensors file with the others beside it.
  ///
  /// - Throws: What is missing or wrong; all tensors, all settings of a file at once.
  package init(folder: String, threads: Int) throws(BLIPError) {
    precondition(threads > 0, "work needs a thread")
    let files = BLIPFolder(folder)
    configuration = try files.configuration()
    tokenizer = try files.tokenizer(configuration.text)
    preparation = try files.preparation(imageSize: configuration.vision.imageSize)
    let weights = try BLIPWeights(configuration, in: try files.weights())
    engine = try CaptionEngine(configuration, weights, threads: threads)
  }

  /// The options that the model's author chose; change what shall be different.
  package var options: CaptionOptions { configuration.generation }

  /// A caption of `image`; nil takes the model's own options.
  package func caption(_ image: RGBImage, _ options: CaptionOptions? = nil) throws(BLIPError) -> String {
    let options = options ?? self.options
    let text = tokenizer.decode(try tokens(image, options))
    guard !options.keepsPrompt else { return text }
    let prompt = tokenizer.decode(promptTokens(options))
    guard text.utf8.starts(with: prompt.utf8) else { return text }
    return String(text.unicodeScalars.dropFirst(prompt.unicodeScalars.count).drop { $0 == " " })
  }

  /// The caption's tokens, from the first one to the one that ends it, if it came to an end.
  package func tokens(_ image: RGBImage, _ options: CaptionOptions) throws(BLIPError) -> [Int] {
    let prompt = promptTokens(options)
    let limits = try GenerationLimits(options, promptTokens: prompt.count, configuration.text)
    let patches: [Float]
    do {
      patches = try preparation.patches(of: image, for: configuration.vision)
    } catch {
      let side = configuration.vision.imageSize
      throw .outOfMemory(byteCount: 3 * side * max(side, image.height))
    }
    engine.look(at: patches)
    return try CaptionSearch.run(engine, prompt: prompt, limits)
  }

  private func promptTokens(_ options: CaptionOptions) -> [Int] {
    [configuration.text.beginToken] + tokenizer.encode(options.prompt)
  }
}
