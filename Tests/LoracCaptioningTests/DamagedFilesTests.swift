import LoracTestSupport
import Testing

@testable import LoracCaptioning

/// Files with random damage end in an error or a caption, never in a crash.
@Suite("Damaged files")
struct DamagedFilesTests {
  static let files = [
    "config.json", "model.safetensors", "preprocessor_config.json", "tokenizer.json", "tokenizer_config.json",
    "vocab.txt",
  ]

  @Test("end in errors or captions", arguments: files)
  func damaged(_ name: String) throws {
    let model = try #require(try TinyModel.all.get().first)
    let folder = try TemporaryDirectory()
    try model.write(to: folder, vocabulary: name == "tokenizer.json" ? name : "vocab.txt")
    let intact = try readFile("\(folder.path)/\(name)")
    var random = SplitMix(seed: 5)
    var (captions, failures) = (0, 0)
    for round in 0..<80 {
      try folder.write(damage(intact, header: name == "model.safetensors" && round % 3 > 0, &random), to: name)
      do throws(BLIPError) {
        let captioner = try BLIPCaptioner(folder: folder.path, threads: 1)
        var options = captioner.options
        options.beamCount = 1 + round % 3
        options.prompt = "a photograph"
        _ = try captioner.caption(model.image, options)
        captions += 1
      } catch {
        failures += 1
      }
    }
    #expect(captions + failures == 80)
    #expect(failures > 0)
    #expect(captions > 0)
  }

  /// A few bytes changed, cut out, or put in; `header` where safetensors has its JSON.
  private func damage(_ bytes: [UInt8], header: Bool, _ random: inout SplitMix) -> [UInt8] {
    var result = bytes
    for _ in 0..<Int.random(in: 1...3, using: &random) {
      let reach = header ? min(4000, result.count) : result.count
      guard reach > 0 else { break }
      let place = Int.random(in: 0..<reach, using: &random)
      switch Int.random(in: 0..<6, using: &random) {
      case 0: result[place] ^= 1 << UInt8.random(in: 0..<8, using: &random)
      case 1: result[place] = UInt8.random(in: .min ... .max, using: &random)
      case 2: result[place] = UInt8(ascii: "0") + UInt8.random(in: 0..<10, using: &random)
      case 3: result.removeSubrange(place..<min(result.count, place + Int.random(in: 1...8, using: &random)))
      case 4: result.insert(UInt8.random(in: 0x20..<0x7F, using: &random), at: place)
      default: result.removeSubrange(Int.random(in: result.count / 2..<result.count, using: &random)..<result.count)
      }
    }
    return result
  }

  /// Numbers that a hostile configuration may state.
  @Test("with sizes beyond all reason end in errors")
  func sizes() throws {
    let model = try #require(try TinyModel.all.get().first)
    let folder = try TemporaryDirectory()
    try model.write(to: folder)
    let keys = [
      "hidden_size", "intermediate_size", "num_hidden_layers", "num_attention_heads", "image_size", "patch_size",
      "vocab_size", "max_position_embeddings", "bos_token_id", "sep_token_id", "max_length", "min_length",
    ]
    let text = String(decoding: try readFile("\(folder.path)/config.json"), as: UTF8.self)
    for key in keys {
      for value in ["-1", "0", "1", "4096", "65536", "1048576", "9223372036854775807", "1e300", "\"7\"", "[]"] {
        for section in ["text_config", "vision_config"] {
          // The last of equal keys would be refused, so the first one is renamed.
          let parts = text.split(separator: "\"\(section)\":{", maxSplits: 1)
          try #require(parts.count == 2)
          let rest = String(parts[1]).replacing("\"\(key)\"", with: "\"old_\(key)\"")
          try folder.write("\(parts[0])\"\(section)\":{\"\(key)\":\(value),\(rest)", to: "config.json")
          do throws(BLIPError) {
            _ = try BLIPCaptioner(folder: folder.path, threads: 1).caption(model.image)
          } catch {
            if case .json = error { Issue.record("\(key) \(value): \(error)") }
          }
        }
      }
    }
  }
}
