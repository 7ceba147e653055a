internal import CLoracONNX
package import LoracImages
package import LoracONNX

/// A model that tells the subject of a picture from its background, run as rembg runs it.
package struct BackgroundRemover: Sendable {
  /// How the model wants its picture.
  package let family: MattingFamily
  /// Whether ``family`` was guessed, since neither the caller nor the file's name says it.
  package let isFamilyGuessed: Bool

  private let session: ONNXSession
  private let input: PictureInput

  /// A remover with the model of `session`; `family` is what its file's name says unless given.
  ///
  /// - Throws: ``MattingError`` if the model does not take a picture, or gives no mask.
  package init(session: ONNXSession, family: MattingFamily? = nil) throws(MattingError) {
    do throws(ONNXError) { input = try PictureInput(of: session) } catch { throw .onnx(error) }
    let known = family ?? MattingFamily(path: session.path)
    self.family = known ?? MattingFamily(size: input.width)
    isFamilyGuessed = known == nil
    let output = session.outputs[0]
    guard output.dimensions.isEmpty || output.dimensions.count == 4 && output.dimensions[1] ?? 1 == 1 else {
      throw .output(model: session.path, output: output.text)
    }
    self.session = session
  }

  /// Where the subject of `image` is, in the picture's size.
  ///
  /// - Throws: ``MattingError`` if the model fails, or there is no memory.
  package func mask(for image: RGBImage) throws(MattingError) -> SubjectMask {
    let width = input.width ?? family.size
    let height = input.height ?? family.size
    let scaled = try resized(image, width, height)
    let small = try run(input.tensor(scaled, values: values(for: scaled), order: .rgb))
    let full = try resized(small, image.width, image.height)
    let bytes = [UInt8](unsafeUninitializedCapacity: full.width * full.height) { buffer, count in
      if let target = buffer.baseAddress { lorac_first_of_three(full.bytes, full.width * full.height, target) }
      count = full.width * full.height
    }
    return SubjectMask(width: full.width, height: full.height, bytes: bytes)
  }

  /// Where the subject of `image` is; colors that alpha hides are looked at too, as rembg does.
  ///
  /// - Throws: ``MattingError`` if the model fails, or there is no memory.
  package func mask(for image: RGBAImage) throws(MattingError) -> SubjectMask { try mask(for: image.withoutAlpha()) }

  private func resized(_ image: RGBImage, _ width: Int, _ height: Int) throws(MattingError) -> RGBImage {
    do throws(ImageError) {
      return try image.resized(width: width, height: height, interpolation: .lanczos)
    } catch { throw .image(error) }
  }

  /// The model's mask in its own size, the same in all three colors.
  private func run(_ picture: ONNXTensor) throws(MattingError) -> RGBImage {
    let results: [ONNXTensor]
    do throws(ONNXError) {
      results = try session.run(picture, outputs: [session.outputs[0].name])
    } catch { throw .onnx(error) }
    guard let result = results.first, var numbers = result.floats, result.shape.count == 4, result.shape[1] == 1,
      !numbers.isEmpty
    else { throw .output(model: session.path, output: results.first?.text ?? "nothing") }
    if family.givesLogits { lorac_sigmoid(&numbers, numbers.count) }
    let bytes = [UInt8](unsafeUninitializedCapacity: numbers.count * 3) { buffer, count in
      if let target = buffer.baseAddress { lorac_stretch_to_bytes(numbers, numbers.count, target) }
      count = numbers.count * 3
    }
    return RGBImage(width: result.shape[3], height: result.shape[2], bytes: bytes)
  }

  /// rembg's `normalize`: by the picture's own brightest value, then mean and deviation, in double precision.
  private func values(for image: RGBImage) -> PixelValues {
    let highest = max(Double(image.bytes.max() ?? 0), 1e-6)
    return PixelValues { value, color in
      Float((Double(value) / highest - family.mean[color]) / family.deviation[color])
    }
  }
}

/// Why a background cannot be removed.
package enum MattingError: Error, Sendable, Hashable {
  /// The runtime or the model.
  case onnx(ONNXError)
  /// The picture could not be brought to another size.
  case image(ImageError)
  /// The model's first output is no mask.
  case output(model: String, output: String)

  /// What is wrong, in one sentence without a full stop.
  package var explanation: String {
    switch self {
    case .onnx(let error): error.explanation
    case .image(let error): "the picture \(error.explanation)"
    case .output(let model, let output): "'\(model)' gives \(output), not one mask (1×1×height×width)"
    }
  }

  /// What to do about it, as an imperative sentence without a full stop; nil where nobody knows.
  package var remedy: String? {
    switch self {
    case .onnx(let error): error.remedy
    case .image: nil
    case .output:
      "use one of rembg's models that tell the subject from its background, such as u2net or isnet-general-use"
    }
  }
}
