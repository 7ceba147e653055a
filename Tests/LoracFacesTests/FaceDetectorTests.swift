import LoracFaces
import LoracONNX
import LoracONNXTestSupport
import LoracTestSupport
import Testing

@testable import LoracImages

@Suite(.enabled(if: TestRuntime.shared != nil, TestRuntime.comment)) struct FaceDetectorTests {
  /// What OpenCV's FaceDetectorYN found (Tests/Tools/onnx_reference.py faces).
  struct Case: Decodable {
    var model: String
    var width: Int
    var height: Int
    var score: Float
    var overlap: Float
    /// Left, top, width, height, five landmarks of two coordinates, and the score.
    var faces: [[Float]]
  }

  private static func settings(_ score: Float, _ overlap: Float = 0.3) -> FaceDetector.Settings {
    var settings = FaceDetector.Settings()
    settings.scoreThreshold = score
    settings.overlapThreshold = overlap
    return settings
  }

  @Test func findsWhatOpenCVFinds() throws {
    let cases = try reference("faces.json", as: [Case].self)
    #expect(cases.count == 8 && cases.contains { $0.faces.isEmpty })
    for item in cases {
      let detector = try FaceDetector(
        session: TestRuntime.session(item.model), settings: Self.settings(item.score, item.overlap))
      let found = try detector.faces(in: testPicture(width: item.width, height: item.height))
      #expect(found.count == item.faces.count, "\(item.model) \(item.width)×\(item.height)")
      for (face, expected) in zip(found, item.faces) {
        let numbers =
          [face.x, face.y, face.width, face.height] + face.landmarks.flatMap { [$0.x, $0.y] } + [face.score]
        let difference = zip(numbers, expected).map { abs($0 - $1) / max(1, abs($1)) }.max()
        #expect(difference ?? 1 < 1e-4, "\(item.model) \(item.width)×\(item.height)")
      }
    }
  }

  @Test func bringsLargePicturesToTheModelsSize() throws {
    let image = testPicture(width: 400, height: 300)
    let small = try image.resized(width: 320, height: 240, interpolation: .area)
    let detector = try FaceDetector(session: TestRuntime.session("yunet-320.onnx"), settings: Self.settings(0.5))
    let found = try detector.faces(in: image)
    let expected = try detector.faces(in: small)
    #expect(!found.isEmpty && found.count == expected.count)
    for (face, inSmall) in zip(found, expected) {
      #expect(abs(face.x - inSmall.x * 1.25) < 1e-3 && abs(face.width - inSmall.width * 1.25) < 1e-3)
      #expect(face.score == inSmall.score)
    }
    // Models that take any size get at most so much.
    var settings = Self.settings(0.5)
    settings.longestSide = 200
    let bounded = try FaceDetector(session: TestRuntime.session("yunet.onnx"), settings: settings)
    settings.longestSide = 640
    let free = try FaceDetector(session: TestRuntime.session("yunet.onnx"), settings: settings)
    let half = try image.resized(width: 200, height: 150, interpolation: .area)
    #expect(try bounded.faces(in: image).map(\.score) == free.faces(in: half).map(\.score))
  }

  @Test func givesBoxesOfTheWholePhoto() throws {
    let whole = testPicture(width: 400, height: 300)
    let size = PictureSize(width: 400, height: 300)
    let header = PhotoHeader(format: .png, storedSize: size, orientation: 1, hasAlpha: false)
    let detector = try FaceDetector(session: TestRuntime.session("yunet-320.onnx"), settings: Self.settings(0.6))
    let boxes = try detector.boxes(in: Photo(image: RGBAImage(whole), header: header, profile: .none, reduction: 1))
    #expect(boxes == (try detector.faces(in: whole)).compactMap { $0.box(in: size) })
    #expect(boxes.count > 5 && boxes.allSatisfy { $0.intersection(PixelBox(size)) == $0 })
    // The same photo, decoded at half its size.
    let half = RGBAImage(try whole.resized(width: 200, height: 150, interpolation: .area))
    let found = try detector.faces(in: half.withoutAlpha())
    let scaled = try detector.boxes(in: Photo(image: half, header: header, profile: .none, reduction: 2))
    let first = try #require(found.first)
    let box = try #require(scaled.first)
    #expect(abs(Float(box.left) - max(2 * first.x, 0)) <= 1 && abs(Float(box.right) - 2 * (first.x + first.width)) <= 1)
  }

  @Test func refusesOtherModels() throws {
    let old = try TestRuntime.session("yunet-2022.onnx")
    #expect(throws: FaceError.oldModel(model: old.path)) { try FaceDetector(session: old) }
    let path = "\(testFolder())/../LoracMattingTests/Models/u2net.onnx"
    let other = try #require(TestRuntime.shared).session(model: path, threads: 1)
    let error = #expect(throws: FaceError.self) { try FaceDetector(session: other) }
    #expect(
      error?.explanation
        == "'\(path)' has the outputs 'mask' (1×1×320×320 float32), and is no YuNet, which has cls_8 to kps_32")
  }
}
