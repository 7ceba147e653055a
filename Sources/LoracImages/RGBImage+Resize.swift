internal import CLoracImages

/// How a picture is resized; the names are those of sd-scripts' `resize_interpolation`.
///
/// Its own `bicubic` is missing: OpenCV leaves it to a library of the processor's maker, whose bits differ between
/// releases. ``bicubic`` is Pillow's, for networks that look at pictures.
package enum ResizeInterpolation: String, Sendable, Hashable, CaseIterable {
  /// OpenCV's `INTER_AREA`.
  case area
  /// Pillow's `LANCZOS`.
  case lanczos
  /// Pillow's `BOX`.
  case box
  /// Pillow's `BICUBIC`, which no value of `--resize_interpolation` means.
  case bicubic
  /// OpenCV's `INTER_LINEAR`.
  case bilinear
  /// `INTER_NEAREST_EXACT` of OpenCV 4, which sd-scripts asks for; OpenCV 5 takes other pixels.
  case nearest

  /// The values of sd-scripts' `--resize_interpolation` that can be followed, in its order.
  package static let arguments: [(name: String, interpolation: ResizeInterpolation)] = [
    ("lanczos", .lanczos), ("nearest", .nearest), ("bilinear", .bilinear), ("linear", .bilinear), ("area", .area),
  ]

  /// What a value of sd-scripts' `--resize_interpolation` means; nil if it cannot be followed.
  package init?(argument: String) {
    guard let known = Self.arguments.first(where: { $0.name == argument }) else { return nil }
    self = known.interpolation
  }

  /// What sd-scripts takes unless told: area if no side grows, else Lanczos (library/utils.py, `resize_image`).
  package static func standard(from image: RGBImage, width: Int, height: Int) -> ResizeInterpolation {
    image.width >= width && image.height >= height ? .area : .lanczos
  }
}

extension RGBImage {
  /// This picture in another size, bit by bit as OpenCV 4 or Pillow 13 make it; nil is sd-scripts' own choice.
  ///
  /// OpenCV 5 differs in `nearest` alone. Older Pillows differ by rounding where Lanczos enlarges one side while the other shrinks a lot. Both sides must
  /// be at least 1.
  /// - Throws: ``ImageError/outOfMemory(width:height:)``.
  package func resized(
    width: Int, height: Int, interpolation: ResizeInterpolation? = nil
  ) throws(ImageError) -> RGBImage {
    precondition(width > 0 && height > 0, "sides must be at least 1")
    guard width != self.width || height != self.height else { return self }
    let chosen = interpolation ?? .standard(from: self, width: width, height: height)
    let grows = width > self.width || height > self.height
    var isDone = false
    let pixels = bytes.withUnsafeBufferPointer { source in
      [UInt8](unsafeUninitializedCapacity: width * height * 3) { target, count in
        guard let from = source.baseAddress, let to = target.baseAddress else { return }
        let (oldWidth, oldHeight) = (self.width, self.height)
        switch chosen {
        case .area where grows: isDone = lorac_resize_linearly(from, oldWidth, oldHeight, to, width, height, true)
        case .bilinear: isDone = lorac_resize_linearly(from, oldWidth, oldHeight, to, width, height, false)
        case .nearest: isDone = lorac_resize_to_nearest(from, oldWidth, oldHeight, to, width, height)
        case .area: isDone = lorac_shrink_by_area(from, oldWidth, oldHeight, to, width, height)
        case .lanczos:
          isDone = lorac_resample(from, oldWidth, oldHeight, to, width, height, LORAC_FILTER_LANCZOS)
        case .bicubic:
          isDone = lorac_resample(from, oldWidth, oldHeight, to, width, height, LORAC_FILTER_BICUBIC)
        case .box: isDone = lorac_resample(from, oldWidth, oldHeight, to, width, height, LORAC_FILTER_BOX)
        }
        count = isDone ? target.count : 0
      }
    }
    guard isDone else { throw .outOfMemory(width: width, height: height) }
    return RGBImage(width: width, height: height, bytes: pixels)
  }
}
