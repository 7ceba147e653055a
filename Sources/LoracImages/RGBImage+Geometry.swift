internal import CLoracImages

extension RGBImage {
  /// The part of `width` × `height` pixels whose upper left pixel is at (`left`, `top`); it must lie within.
  package func cropped(left: Int, top: Int, width: Int, height: Int) -> RGBImage {
    precondition(left >= 0 && top >= 0 && width > 0 && height > 0, "the part must lie within the picture")
    precondition(left + width <= self.width && top + height <= self.height, "the part must lie within the picture")
    if width == self.width && height == self.height { return self }
    var part: [UInt8] = []
    part.reserveCapacity(width * height * 3)
    for y in top..<top + height {
      let start = (y * self.width + left) * 3
      part.append(contentsOf: bytes[start..<start + width * 3])
    }
    return RGBImage(width: width, height: height, bytes: part)
  }

  /// This picture with left and right exchanged.
  package func flippedHorizontally() -> RGBImage {
    let result = [UInt8](unsafeUninitializedCapacity: bytes.count) { target, count in
      bytes.withUnsafeBufferPointer { source in
        guard let from = source.baseAddress, let to = target.baseAddress else { return }
        lorac_flip(from, width, height, to)
      }
      count = bytes.count
    }
    return RGBImage(width: width, height: height, bytes: result)
  }

  /// The pixels as numbers from -1 to 1: sd-scripts' `IMAGE_TRANSFORMS`, but channels last.
  ///
  /// `height` × `width` × 3 numbers, equal to torchvision's `ToTensor` and `Normalize([0.5], [0.5])`.
  package func normalized() -> [Float] {
    [Float](unsafeUninitializedCapacity: bytes.count) { target, count in
      bytes.withUnsafeBufferPointer { source in
        guard let from = source.baseAddress, let to = target.baseAddress else { return }
        lorac_normalize(from, source.count, to)
      }
      count = bytes.count
    }
  }

  /// Writes ``normalized()`` into `target`, which must have as many numbers as this picture has bytes.
  package func normalize(into target: inout MutableSpan<Float>) {
    precondition(target.count == bytes.count, "the target must have the picture's size")
    target.withUnsafeMutableBufferPointer { target in
      bytes.withUnsafeBufferPointer { source in
        guard let from = source.baseAddress, let to = target.baseAddress else { return }
        lorac_normalize(from, source.count, to)
      }
    }
  }
}
