import LoracImages
import LoracMatting
import LoracONNX
import LoracONNXTestSupport
import LoracTestSupport
import Testing

@Suite(.enabled(if: TestRuntime.shared != nil, TestRuntime.comment)) struct BackgroundRemoverTests {
  /// A mask of rembg's (Tests/Tools/onnx_reference.py matting).
  struct Case: Decodable {
    var family: String
    var model: String
    var width: Int
    var height: Int
    var mask: String
    var onRed: String?
  }

  @Test func findsRembgsMasks() throws {
    let cases = try reference("masks.json", as: [Case].self)
    let red = RGBColour(red: 255, green: 10, blue: 0)
    #expect(Set(cases.map(\.family)) == Set(MattingFamily.allCases.map(\.rawValue)))
    for item in cases {
      let family = try #require(MattingFamily(rawValue: item.family))
      let remover = try BackgroundRemover(session: TestRuntime.session(item.model), family: family)
      let image = testPicture(width: item.width, height: item.height)
      let mask = try remover.mask(for: image)
      let expected = bytes(hex: item.mask)
      #expect(mask.width == item.width && mask.height == item.height && mask.bytes.count == expected.count)
      // Another release of ONNX Runtime may round otherwise just where a byte changes, before the mask is scaled.
      let difference = zip(mask.bytes, expected).map { abs(Int($0) - Int($1)) }.max()
      #expect(difference ?? 255 <= 1, "\(item.family) \(item.model) \(item.width)×\(item.height)")
      if let onRed = item.onRed, mask.bytes == expected {
        #expect(mask.cutOut(RGBAImage(image)).composed(on: red).bytes == bytes(hex: onRed))
      }
    }
  }

  @Test func knowsModelsByTheirNames() throws {
    let names: [(String, MattingFamily?)] = [
      ("u2net.onnx", .u2net), ("models/u2netp.onnx", .u2net), ("/x/u2net_human_seg.onnx", .u2net),
      ("silueta.onnx", .u2net), ("isnet-general-use.onnx", .isnet), ("isnet-anime.onnx", .isnetAnime),
      ("BiRefNet-general-epoch_244.onnx", .birefnet), ("bria-rmbg-2.0.onnx", .bria), ("isnet/mine.onnx", nil),
    ]
    for (name, family) in names { #expect(MattingFamily(path: name) == family, "\(name)") }
    let known = try BackgroundRemover(session: TestRuntime.session("u2net.onnx"))
    #expect(known.family == .u2net && !known.isFamilyGuessed)
    let guessed = try BackgroundRemover(session: TestRuntime.session("any-size.onnx"))
    #expect(guessed.family == .u2net && guessed.isFamilyGuessed)
  }

  @Test func findsNothingWhereTheModelSeesNothing() throws {
    let mask = try BackgroundRemover(session: TestRuntime.session("flat.onnx")).mask(
      for: testPicture(width: 9, height: 7))
    #expect(mask.bytes == [UInt8](repeating: 0, count: 63) && mask.coverage == 0)
  }

  @Test func refusesModelsOfSeveralClasses() throws {
    let session = try TestRuntime.session("classes.onnx")
    let error = MattingError.output(model: session.path, output: "1×6×320×320 float32")
    #expect(throws: error) { try BackgroundRemover(session: session) }
    #expect(error.explanation == "'\(session.path)' gives 1×6×320×320 float32, not one mask (1×1×height×width)")
  }
}
