import LoracImages
import LoracTestSupport
import LoracWeights
import Testing

@testable import LoracCaptioning

@Suite("The networks of BLIP")
struct CaptionEngineTests {
  static let models = Result { try TinyModel.all.get().filter { $0.scored != nil } }

  @Test("score each next token as transformers does", arguments: try models.get(), [1, 4, 10])
  func scores(_ model: TinyModel, _ prompt: Int) throws {
    let scored = try #require(model.scored)
    let folder = try TemporaryDirectory()
    try model.write(to: folder)
    let configuration = try BLIPConfiguration(model.config)
    let file = try MappedSafetensors.open("\(folder.path)/model.safetensors")
    let engine = try CaptionEngine(configuration, try BLIPWeights(configuration, in: file), threads: 1)
    let preparation = try PicturePreparation(nil, imageSize: configuration.vision.imageSize)
    engine.look(at: try preparation.patches(of: model.image, for: configuration.vision))
    // Some tokens at once, the others one by one, each of them in two texts of which the second goes on.
    var results = [try engine.begin(Array(scored.tokens[..<prompt]), texts: 2, length: scored.tokens.count)]
    for token in scored.tokens[prompt...] {
      let both = try engine.advance([(token + 7) % 41, token], from: results.count == 1 ? [0, 0] : [1, 1])
      results.append(Array(both[(both.count / 2)...]))
    }
    #expect(results.count == scored.scores.count - prompt + 1)
    for (result, expected) in zip(results, scored.scores[(prompt - 1)...]) {
      let error = zip(result, expected).map { abs($0 - $1) }.max() ?? .infinity
      #expect(error < 1e-4)
      #expect(result.count == expected.count)
    }
  }

  @Test("see pictures as transformers' processor prepares them, bit by bit")
  func pixels() throws {
    let model = try #require(try TinyModel.all.get().first)
    let expected = try #require(model.pixels).map { Float(bitPattern: UInt32(bitPattern: Int32($0))) }
    let vision = try BLIPConfiguration(model.config).vision
    let patches = try PicturePreparation(nil, imageSize: vision.imageSize).patches(of: model.image, for: vision)
    #expect(patches.count == expected.count)
    let (size, side, count) = (vision.imageSize, vision.patchSize, vision.patchesPerSide)
    for (index, value) in patches.enumerated() {
      let (patch, inner) = (index / vision.patchCount, index % vision.patchCount)
      let (channel, y, x) = (inner / (side * side), inner / side % side, inner % side)
      let place = channel * size * size + (patch / count * side + y) * size + patch % count * side + x
      #expect(value == expected[place])
    }
  }
}
