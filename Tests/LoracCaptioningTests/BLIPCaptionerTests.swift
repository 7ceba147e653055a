import LoracImages
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
    #expect(model.captions.count >= 8)
    for caption in model.captions {
      let options = caption.lorac
      #expect(try captioner.tokens(model.image, options) == caption.tokens, "\(caption.options) \(caption.prompt)")
      #expect(try captioner.caption(model.image, options) == caption.text)
    }
  }
}
