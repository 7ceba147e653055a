internal import Glibc
package import LoracImages
package import LoracONNX

/// YuNet, the face detector of OpenCV's model zoo, read as OpenCV's `FaceDetectorYN` reads it.
package struct FaceDetector: Sendable {
  /// What counts as a face.
  package struct Settings: Sendable, Hashable {
    /// The least score.
    package var scoreThreshold: Float = 0.7
    /// Of two faces that share more than this of their area, the less certain is dropped.
    package var overlapThreshold: Float = 0.3
    /// At most this many candidates are compared.
    package var most = 5000
    /// Larger pictures are shrunk to this for models that take any size; the model's own size otherwise.
    package var longestSide = 640

    /// lorac's settings; all but the score threshold (0.9) and the longest side are OpenCV's.
    package init() {}
  }

  /// What counts as a face.
  package let settings: Settings

  private let session: ONNXSession
  private let input: PictureInput

  /// A detector with the model of `session`.
  ///
  /// - Throws: ``FaceError`` if the model takes no picture, or does not have YuNet's outputs.
  package init(session: ONNXSession, settings: Settings = Settings()) throws(FaceError) {
    do throws(ONNXError) { input = try PictureInput(of: session) } catch { throw .onnx(error) }
    let names = Set(session.outputs.map(\.name))
    guard Self.outputs.allSatisfy({ names.contains($0) }) else {
      throw names.isSuperset(of: ["loc", "conf", "iou"])
        ? .oldModel(model: session.path) : .notYuNet(model: session.path, outputs: session.outputs)
    }
    self.session = session
    self.settings = settings
  }

  private static let strides = [8, 16, 32]
  private static let outputs = ["cls", "obj", "bbox", "kps"].flatMap { name in strides.map { "\(name)_\($0)" } }

  /// The faces of `image`, the most certain first.
  ///
  /// - Throws: ``FaceError`` if the model fails, or there is no memory.
  package func faces(in image: RGBImage) throws(FaceError) -> [Face] {
    let (small, factor) = try shrunk(image)
    let width = input.width ?? Self.nextWhole(small.width)
    let height = input.height ?? Self.nextWhole(small.height)
    let padded = small.padded(left: 0, top: 0, width: width, height: height, gray: 0)
    let results: [String: ONNXTensor]
    do throws(ONNXError) {
      let tensor = input.tensor(padded, values: .raw, order: .bgr)
      results = try session.run([input.parameter.name: tensor], outputs: Self.outputs)
    } catch { throw .onnx(error) }
    var candidates: [Face] = []
    for stride in Self.strides {
      candidates += try decode(results, stride, columns: width / stride, rows: height / stride)
    }
    let kept = FaceSuppression.strongest(
      candidates, scoreThreshold: settings.scoreThreshold, overlapThreshold: settings.overlapThreshold,
      most: settings.most)
    return factor == 1 ? kept : kept.map { $0.scaled(by: factor) }
  }

  /// The boxes of the faces of `photo`, the most certain first, in pixels of the whole picture as shown.
  ///
  /// Exact to a pixel of `photo.image`.
  /// - Throws: ``FaceError`` if the model fails, or there is no memory.
  package func boxes(in photo: Photo) throws(FaceError) -> [PixelBox] {
    let factor = Float(photo.reduction)
    return try faces(in: photo.image.withoutAlpha()).compactMap { $0.scaled(by: factor).box(in: photo.fullSize) }
  }

  /// The next multiple of the coarsest stride.
  private static func nextWhole(_ side: Int) -> Int { (side + 31) / 32 * 32 }

  /// The picture in a size that the model takes, and how much larger it was.
  private func shrunk(_ image: RGBImage) throws(FaceError) -> (RGBImage, Float) {
    let widest = Float(input.width ?? settings.longestSide)
    let highest = Float(input.height ?? settings.longestSide)
    let factor = max(Float(image.width) / widest, Float(image.height) / highest)
    guard factor > 1 else { return (image, 1) }
    let width = min(max(Int((Float(image.width) / factor).rounded()), 1), Int(widest))
    let height = min(max(Int((Float(image.height) / factor).rounded()), 1), Int(highest))
    do throws(ImageError) {
      return (try image.resized(width: width, height: height, interpolation: .area), factor)
    } catch { throw .image(error) }
  }

  /// The faces that one of the three grids sees.
  private func decode(
    _ results: [String: ONNXTensor], _ stride: Int, columns: Int, rows: Int
  ) throws(FaceError) -> [Face] {
    func numbers(_ name: String, _ count: Int) throws(FaceError) -> [Float] {
      guard let tensor = results["\(name)_\(stride)"], let numbers = tensor.floats,
        numbers.count == count * columns * rows
      else { throw .output(model: session.path, name: "\(name)_\(stride)", count: count * columns * rows) }
      return numbers
    }
    let classes = try numbers("cls", 1)
    let objects = try numbers("obj", 1)
    let boxes = try numbers("bbox", 4)
    let points = try numbers("kps", 10)
    let step = Float(stride)
    var faces: [Face] = []
    for index in 0..<columns * rows {
      let score = (min(max(classes[index], 0), 1) * min(max(objects[index], 0), 1)).squareRoot()
      guard score >= settings.scoreThreshold else { continue }
      let column = Float(index % columns)
      let row = Float(index / columns)
      let width = expf(boxes[4 * index + 2]) * step
      let height = expf(boxes[4 * index + 3]) * step
      let landmarks = (0..<5).map { point in
        Face.Point(
          x: (points[10 * index + 2 * point] + column) * step, y: (points[10 * index + 2 * point + 1] + row) * step)
      }
      faces.append(
        Face(
          x: (column + boxes[4 * index]) * step - width / 2, y: (row + boxes[4 * index + 1]) * step - height / 2,
          width: width, height: height, landmarks: landmarks, score: score))
    }
    return faces
  }
}

/// Why faces cannot be found.
package enum FaceError: Error, Sendable, Hashable {
  /// The runtime or the model.
  case onnx(ONNXError)
  /// The picture could not be shrunk.
  case image(ImageError)
  /// YuNet of 2022, which OpenCV no longer reads either.
  case oldModel(model: String)
  /// The model does not have YuNet's outputs.
  case notYuNet(model: String, outputs: [ONNXParameter])
  /// An output does not have as many numbers as the picture's size asks for.
  case output(model: String, name: String, count: Int)

  /// What is wrong, in one sentence without a full stop.
  package var explanation: String {
    switch self {
    case .onnx(let error): error.explanation
    case .image(let error): "the picture \(error.explanation)"
    case .oldModel(let model): "'\(model)' is YuNet of 2022; the version of 2023 or later is needed"
    case .notYuNet(let model, let outputs):
      "'\(model)' has the outputs \(ONNXError.list(outputs)), and is no YuNet, which has cls_8 to kps_32"
    case .output(let model, let name, let count): "'\(model)' does not give \(count) numbers as '\(name)'"
    }
  }

  /// What to do about it, as an imperative sentence without a full stop; nil where nobody knows.
  package var remedy: String? {
    switch self {
    case .onnx(let error): error.remedy
    case .image: nil
    case .oldModel, .notYuNet, .output: "use face_detection_yunet_2023mar.onnx of OpenCV's model zoo"
    }
  }
}
