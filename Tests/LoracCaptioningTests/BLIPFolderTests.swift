import LoracArchitectures
import LoracImages
import LoracJSON
import LoracTestSupport
import LoracWeights
import Testing

@testable import LoracCaptioning

@Suite("A folder of a BLIP model")
struct BLIPFolderTests {
  /// The error of opening the first model after `change` was made to its folder.
  private func failure(
    _ change: (borrowing TemporaryDirectory) throws -> Void, path: (String) -> String = { $0 },
    tensors: (inout StoredTensor) -> Bool = { _ in true }
  ) throws -> (error: BLIPError?, folder: String) {
    let folder = try TemporaryDirectory()
    try #require(try TinyModel.all.get().first).write(to: folder, changing: tensors)
    try change(folder)
    do throws(BLIPError) {
      _ = try BLIPCaptioner(folder: path(folder.path), threads: 1)
      return (nil, folder.path)
    } catch {
      return (error, folder.path)
    }
  }

  @Test("is refused without a file that it needs", arguments: ["config.json", "vocab.txt", "model.safetensors"])
  func missing(_ name: String) throws {
    let (error, folder) = try failure { removeTree("\($0.path)/\(name)") }
    let names = name == "vocab.txt" ? ["tokenizer.json", "vocab.txt"] : [name]
    #expect(error == .missing(names: names, folder: folder))
  }

  @Test("that is not there is refused")
  func nothing() throws {
    let (error, folder) = try failure({ _ in }, path: { "\($0)/none" })
    #expect(error == .missing(names: ["config.json"], folder: "\(folder)/none"))
  }

  @Test("needs neither of the files that only change defaults")
  func optional() throws {
    let (error, _) = try failure {
      removeTree("\($0.path)/preprocessor_config.json")
      removeTree("\($0.path)/tokenizer_config.json")
    }
    #expect(error == nil)
  }

  @Test("of pickled weights says so")
  func pickled() throws {
    let zip = Array("PK\u{3}\u{4}and so on, for a while".utf8)
    let (error, folder) = try failure {
      removeTree("\($0.path)/model.safetensors")
      try $0.write(zip, to: "pytorch_model.bin")
    }
    #expect(error == .pickled(path: "\(folder)/pytorch_model.bin"))
    let (other, place) = try failure({ try $0.write(zip, to: "caption.pth") }, path: { "\($0)/caption.pth" })
    #expect(other == .pickled(path: "\(place)/caption.pth"))
    let (text, third) = try failure { try $0.write("<html>", to: "model.safetensors") }
    #expect(text == .weights(.otherContent(.webPage), path: "\(third)/model.safetensors"))
  }

  @Test("is told every tensor that is missing or wrong, with the shape it should have")
  func tensors() throws {
    let (error, folder) = try failure(
      { _ in },
      tensors: { tensor in
        switch tensor.name {
        case "vision_model.post_layernorm.bias": return false
        case "text_decoder.cls.predictions.bias": return false
        case "text_decoder.bert.encoder.layer.1.crossattention.self.key.weight":
          tensor.shape = [24, 16]
        case "vision_model.encoder.layers.0.self_attn.qkv.bias":
          tensor.type = "I32"
        default: break
        }
        return true
      })
    #expect(
      error
        == .tensors(
          [
            TensorProblem(
              name: "vision_model.encoder.layers.0.self_attn.qkv.bias", expected: [72], found: .type(.int32)),
            TensorProblem(name: "vision_model.post_layernorm.bias", expected: [24], found: .nothing),
            TensorProblem(
              name: "text_decoder.bert.encoder.layer.1.crossattention.self.key.weight", expected: [16, 24],
              found: .shape([24, 16])),
            TensorProblem(name: "text_decoder.cls.predictions.bias", expected: [41], found: .nothing),
          ], path: "\(folder)/model.safetensors"))
    guard case .tensors(let problems, _)? = error else { return }
    #expect(problems[2].description.hasSuffix("is [24, 16] instead of [16, 24]"))
  }

  @Test("may name the bias of the scores otherwise, and hold tensors that nothing needs")
  func otherNames() throws {
    let (error, _) = try failure(
      { _ in },
      tensors: { tensor in
        if tensor.name == "text_decoder.cls.predictions.bias" {
          tensor.name = "text_decoder.cls.predictions.decoder.bias"
        }
        return true
      })
    #expect(error == nil)
  }

  @Test("is told every setting that it cannot have")
  func settings() throws {
    let (error, folder) = try failure {
      try $0.write(
        """
        {"model_type": "blip-2", "vision_config": {"hidden_size": "wide", "num_hidden_layers": 0, "hidden_act": "relu"},
        "text_config": {"hidden_size": 16, "num_attention_heads": 3, "layer_norm_eps": -1, "sep_token_id": 40,
        "vocab_size": 40, "bos_token_id": 1, "num_beams": 0, "early_stopping": 3, "is_decoder": false,
        "position_embedding_type": "relative_key"}}
        """, to: "config.json")
    }
    guard case .settings(let problems, let path)? = error else {
      return #expect(Bool(false), "\(String(describing: error))")
    }
    #expect(path == "\(folder)/config.json")
    #expect(
      Set(problems.map(\.key)) == [
        "model_type", "vision_config.hidden_size", "vision_config.num_hidden_layers", "vision_config.hidden_act",
        "vision_config.num_attention_heads", "text_config.num_attention_heads", "text_config.layer_norm_eps",
        "text_config.sep_token_id", "text_config.is_decoder", "text_config.position_embedding_type",
        "text_config.num_beams", "text_config.early_stopping",
      ])
    #expect(problems.first?.description == "'model_type' is 'blip-2'; allowed is 'blip'")
  }

  @Test("prepares pictures as its file says, or says what it cannot follow")
  func preparation() throws {
    let (error, folder) = try failure {
      try $0.write(
        """
        {"size": {"height": 12, "width": 13}, "resample": 2, "do_resize": false, "do_normalize": 1,
        "rescale_factor": "x", "image_mean": [0.5, 0.5], "image_std": [0.5, 0, 0.5]}
        """, to: "preprocessor_config.json")
    }
    guard case .settings(let problems, let path)? = error else {
      return #expect(Bool(false), "\(String(describing: error))")
    }
    #expect(path == "\(folder)/preprocessor_config.json")
    #expect(
      Set(problems.map(\.key)) == [
        "size", "resample", "do_resize", "do_normalize", "rescale_factor", "image_mean", "image_std",
      ])
    #expect(problems.contains { $0.key == "size" && $0.seen == "height 12, width 13" })

    let plain = try PicturePreparation(
      ["size": 12, "do_rescale": false, "do_normalize": false, "resample": 1], imageSize: 12)
    let model = try #require(try TinyModel.all.get().first)
    let numbers = try plain.patches(of: model.image, for: BLIPConfiguration(model.config).vision)
    let expected = try model.image.resized(width: 12, height: 12, interpolation: .lanczos)
    #expect(Set(numbers) == Set(expected.bytes.map(Float.init)))
  }

  @Test("has a vocabulary that fits the model")
  func vocabulary() throws {
    let lines = (0..<50).map { "word\($0)\n" }.joined()
    let (large, folder) = try failure { try $0.write("[UNK]\n" + lines, to: "vocab.txt") }
    #expect(
      large == .vocabulary("has a token 50; the model knows those below 41", path: "\(folder)/vocab.txt"))
    let (none, place) = try failure {
      removeTree("\($0.path)/tokenizer_config.json")
      try $0.write("a\nb\n", to: "vocab.txt")
    }
    #expect(none == .vocabulary("has no '[UNK]'", path: "\(place)/vocab.txt"))
    let (broken, third) = try failure { try $0.write([0xFF, 0x0A], to: "vocab.txt") }
    #expect(broken == .vocabulary("is not UTF-8", path: "\(third)/vocab.txt"))
    let (other, last) = try failure { try $0.write(#"{"model": {"type": "BPE", "vocab": {}}}"#, to: "tokenizer.json") }
    #expect(other == .vocabulary("holds no WordPiece vocabulary", path: "\(last)/tokenizer.json"))
  }

  @Test("with weights that are no numbers is opened, but captions nothing")
  func broken() throws {
    let model = try #require(try TinyModel.all.get().first)
    let folder = try TemporaryDirectory()
    try model.write(to: folder) { tensor in
      if tensor.name.hasSuffix("intermediate.dense.bias") { tensor.values[1] = .nan }
      return true
    }
    let captioner = try BLIPCaptioner(folder: folder.path, threads: 1)
    for beams in [1, 3] {
      var options = CaptionOptions()
      options.beamCount = beams
      #expect(throws: BLIPError.notANumber) { try captioner.tokens(model.image, options) }
    }
  }
}
