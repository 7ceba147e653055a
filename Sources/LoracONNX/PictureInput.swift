internal import CLoracONNX
package import LoracImages

/// The one input of a model that takes a picture: its size and where the colors lie.
package struct PictureInput: Sendable, Hashable {
  /// The order of the colors.
  package enum ColorOrder: Sendable, Hashable {
    /// Red, green, blue.
    case rgb
    /// Blue, green, red, as OpenCV has them.
    case bgr
  }

  /// The input as the model describes it.
  package let parameter: ONNXParameter
  /// Whether all of one color comes before the next (1×3×height×width), or each pixel's colors stand together.
  package let isPlanar: Bool
  /// Pixels in a row; nil if the model takes any number.
  package let width: Int?
  /// Rows; nil if the model takes any number.
  package let height: Int?

  /// The longest side that a model may ask for; those for pictures take 320 to 2048.
  package static let longestSide = 8192

  /// The input of `session`.
  ///
  /// - Throws: ``ONNXError/pictureInput(model:inputs:)`` unless it is one picture of three colors.
  package init(of session: ONNXSession) throws(ONNXError) {
    let refusal = ONNXError.pictureInput(model: session.path, inputs: session.inputs)
    guard session.inputs.count == 1, let parameter = session.inputs.first, parameter.dimensions.count == 4,
      parameter.elementType == .float32 || parameter.elementType == .float16
    else { throw refusal }
    let sizes = parameter.dimensions
    // A batch of any size, or of one; sides that a damaged file may state would need endless memory.
    guard sizes[0] == nil || sizes[0] == 1, sizes.allSatisfy({ (1...Self.longestSide).contains($0 ?? 1) }) else {
      throw refusal
    }
    guard sizes[1] == 3 || sizes[3] == 3 else { throw refusal }
    self.parameter = parameter
    isPlanar = sizes[3] != 3
    height = isPlanar ? sizes[2] : sizes[1]
    width = isPlanar ? sizes[3] : sizes[2]
  }

  /// `image` as the model's input, each color's bytes replaced by the numbers of `values`; the size is not changed.
  package func tensor(_ image: RGBImage, values: PixelValues, order: ColorOrder) -> ONNXTensor {
    let numbers = [Float](unsafeUninitializedCapacity: image.bytes.count) { buffer, count in
      if let target = buffer.baseAddress {
        lorac_pixel_numbers(image.bytes, image.width * image.height, values.tables, order == .bgr, isPlanar, target)
      }
      count = image.bytes.count
    }
    let shape = isPlanar ? [1, 3, image.height, image.width] : [1, image.height, image.width, 3]
    return ONNXTensor(numbers, shape: shape)
  }
}

/// What number stands for each of the 256 values of a color.
package struct PixelValues: Sendable, Hashable {
  /// 256 numbers for red, then for green, then for blue.
  let tables: [Float]

  /// The numbers that `number` gives for a value and a color (0 red, 1 green, 2 blue).
  package init(_ number: (_ value: UInt8, _ color: Int) -> Float) {
    tables = (0..<3).flatMap { color in (0...255).map { number($0, color) } }
  }

  /// 0 to 255.
  package static let raw = PixelValues { value, _ in Float(value) }
  /// 0 to 1, divided in single precision.
  package static let unit = PixelValues { value, _ in Float(value) / 255 }
}
