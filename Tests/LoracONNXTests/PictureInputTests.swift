import LoracImages
import LoracONNX
import LoracONNXTestSupport
import LoracTestSupport
import Testing

@Suite(.enabled(if: TestRuntime.shared != nil, TestRuntime.comment)) struct PictureInputTests {
  /// A model of another target's tests.
  private func input(_ model: String) throws -> PictureInput {
    let session = try #require(TestRuntime.shared).session(model: "\(testFolder())/../\(model)", threads: 1)
    return try PictureInput(of: session)
  }

  @Test func readsSizeAndOrder() throws {
    let last = try input("LoracTaggersTests/Models/wd14.onnx")
    #expect(!last.isPlanar && last.width == 448 && last.height == 448)
    let first = try input("LoracTaggersTests/Models/deepbooru-planar.onnx")
    #expect(first.isPlanar && first.width == 512 && first.height == 512)
    let any = try input("LoracMattingTests/Models/any-size.onnx")
    #expect(any.isPlanar && any.width == nil && any.height == nil)
  }

  @Test(arguments: ["arithmetic", "half", "types", "endless"]) func refusesWhatIsNoPicture(model: String) throws {
    let session = try TestRuntime.session("\(model).onnx")
    let error = ONNXError.pictureInput(model: session.path, inputs: session.inputs)
    #expect(throws: error) { try PictureInput(of: session) }
    #expect(error.remedy != nil)
  }

  @Test func laysColorsOut() throws {
    let image = RGBImage(width: 2, height: 1, bytes: [10, 20, 30, 40, 50, 60])
    let last = try input("LoracTaggersTests/Models/wd14.onnx")
    #expect(
      last.tensor(image, values: .raw, order: .rgb) == ONNXTensor([10, 20, 30, 40, 50, 60], shape: [1, 1, 2, 3]))
    #expect(
      last.tensor(image, values: .raw, order: .bgr) == ONNXTensor([30, 20, 10, 60, 50, 40], shape: [1, 1, 2, 3]))
    let first = try input("LoracTaggersTests/Models/deepbooru-planar.onnx")
    #expect(
      first.tensor(image, values: .raw, order: .rgb) == ONNXTensor([10, 40, 20, 50, 30, 60], shape: [1, 3, 1, 2]))
    #expect(
      first.tensor(image, values: .raw, order: .bgr) == ONNXTensor([30, 60, 20, 50, 10, 40], shape: [1, 3, 1, 2]))
    let values = PixelValues { value, color in Float(value) + 1000 * Float(color) }
    #expect(
      last.tensor(image, values: values, order: .bgr)
        == ONNXTensor([2030, 1020, 10, 2060, 1050, 40], shape: [1, 1, 2, 3]))
    #expect(last.tensor(image, values: .unit, order: .rgb).floats?[0] == Float(10) / 255)
  }
}
