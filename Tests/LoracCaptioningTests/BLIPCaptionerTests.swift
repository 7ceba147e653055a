import LoracImages
import LoracJSON
import LoracTestSupport
import Testing

@testable import LoracCaptioning

@Suite("BLIP captions")
struct BLIPCaptionerTests {
  @Test("have transformers' tokens for every model and option", arguments: try TinyModel.all.get())
  func captions(_ model: TinyModel) throws {
    let folder = try TemporaryDirectory()
    try model.write(to: folder)
    let captioner = try BLIPCaptioner(folder: folder.path, threads: 1)
    for caption in model.captions {
      let options = caption.lorac
      #expect(try captioner.tokens(model.image, options) == caption.tokens, "\(caption.options) \(caption.prompt)")
    }
    for caption in model.captions.prefix(2) {
      #expect(try captioner.caption(model.image, caption.lorac) == caption.text)
    }
  }

  @Test("are compared for many kinds of options")
  func variety() throws {
    let captions = try TinyModel.all.get().flatMap(\.captions)
    let options = captions.map(\.options)
    #expect(captions.count >= 250)
    #expect(Set(options.map(\.num_beams)) == [1, 2, 3, 4, 5])
    #expect(Set(captions.map(\.tokens.count)).count > 15)
    #expect(options.count { $0.min_length != nil } > 40)
    #expect(options.count { $0.repetition_penalty != nil } > 40)
    #expect(options.count { $0.length_penalty != nil } > 40)
    #expect(options.count { $0.early_stopping == true } > 20)
    #expect(options.count { $0.early_stopping == "never" } > 20)
    #expect(captions.count { $0.prompt.isEmpty } > 80)
  }

  @Test("are the same with more threads, and for one picture after another")
  func threads() throws {
    let models = try TinyModel.all.get()
    let folder = try TemporaryDirectory()
    try models[1].write(to: folder)
    let captioner = try BLIPCaptioner(folder: folder.path, threads: 3)
    for caption in models[1].captions {
      _ = try captioner.tokens(models[5].image, caption.lorac)
      #expect(try captioner.tokens(models[1].image, caption.lorac) == caption.tokens)
    }
  }

  @Test("begin with the prompt, unless it is taken away")
  func prompt() throws {
    let model = try TinyModel.all.get()[4]
    let folder = try TemporaryDirectory()
    try model.write(to: folder)
    let captioner = try BLIPCaptioner(folder: folder.path, threads: 1)
    var options = captioner.options
    options.prompt = "A Photograph  of"
    let whole = try captioner.caption(model.image, options)
    #expect(whole.hasPrefix("a photograph of "))
    options.keepsPrompt = false
    #expect(try captioner.caption(model.image, options) == whole.dropFirst("a photograph of ".count))
  }

  @Test("have the same tokens by tokenizer.json, and from the weights' file")
  func otherFiles() throws {
    let model = try TinyModel.all.get()[2]
    let folder = try TemporaryDirectory()
    try model.write(to: folder, vocabulary: "tokenizer.json")
    for path in [folder.path, "\(folder.path)/model.safetensors"] {
      let captioner = try BLIPCaptioner(folder: path, threads: 1)
      for caption in model.captions.prefix(4) {
        #expect(try captioner.caption(model.image, caption.lorac) == caption.text)
      }
    }
  }

  @Test("take the author's options from the text decoder's configuration")
  func authorsOptions() throws {
    let model = try TinyModel.all.get()[0]
    let folder = try TemporaryDirectory()
    try model.write(to: folder)
    try folder.write(
      """
      {"vision_config": {"hidden_size": 24, "intermediate_size": 32, "num_hidden_layers": 2, "num_attention_heads": 3,
      "image_size": 12, "patch_size": 4}, "text_config": {"hidden_size": 16, "intermediate_size": 24,
      "num_hidden_layers": 2, "num_attention_heads": 2, "vocab_size": 41, "max_position_embeddings": 32,
      "bos_token_id": 39, "sep_token_id": 3, "max_length": 12, "min_length": 4, "num_beams": 3, "length_penalty": -1,
      "early_stopping": "never", "repetition_penalty": 1.5}}
      """, to: "config.json")
    var expected = CaptionOptions()
    expected.length = .total(12)
    expected.minimumLength = 4
    expected.beamCount = 3
    expected.lengthPenalty = -1
    expected.earlyStopping = .never
    expected.repetitionPenalty = 1.5
    let captioner = try BLIPCaptioner(folder: folder.path, threads: 1)
    #expect(captioner.options == expected)
    #expect(try captioner.caption(model.image) == captioner.caption(model.image, expected))
  }

  @Test("are refused with every option that the model cannot follow")
  func wrongOptions() throws {
    let model = try TinyModel.all.get()[0]
    let folder = try TemporaryDirectory()
    try model.write(to: folder)
    let captioner = try BLIPCaptioner(folder: folder.path, threads: 1)
    var options = CaptionOptions()
    options.prompt = "the cat"
    options.beamCount = 21
    options.length = .total(34)
    options.minimumLength = -1
    options.lengthPenalty = .nan
    options.repetitionPenalty = 0
    let error = #expect(throws: BLIPError.self) { try captioner.tokens(model.image, options) }
    guard case .options(let problems)? = error else { return #expect(Bool(false), "\(String(describing: error))") }
    #expect(problems.count == 5)
    #expect(problems.contains(.beamCount(21, most: 20)))
    #expect(problems.contains(.length(34, promptTokens: 3, positions: 32)))
    #expect(problems.allSatisfy { !$0.description.isEmpty })
    for length in [CaptionOptions.Length.new(0), .total(3), .total(-1), .total(.min), .new(.min)] {
      var options = CaptionOptions()
      options.prompt = "the cat"
      options.length = length
      #expect(throws: BLIPError.self) { try captioner.tokens(model.image, options) }
    }
    options = CaptionOptions()
    options.length = .new(.max)
    options.minimumLength = .max
    #expect(try captioner.tokens(model.image, options).count == 32)
    options.length = .total(33)
    #expect(try captioner.tokens(model.image, options).count == 33)
  }
}
