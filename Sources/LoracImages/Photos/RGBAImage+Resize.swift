internal import CLoracImages

extension RGBAImage {
  /// The part within `box`, as large as `size`, by Pillow's Lanczos filter: equal to `resize(size, LANCZOS, box=box)`.
  ///
  /// Shrinking is antialiased. Colours weigh by their alpha, so that hidden ones leave no fringes. The filter looks
  /// beyond the edges of `box` where there is more picture, as Pillow's does. `box` must lie within the picture; nil is
  /// all of it.
  /// - Throws: ``ImageError/outOfMemory(width:height:)``.
  package func resized(box: PictureBox? = nil, to size: PictureSize) throws(ImageError) -> RGBAImage {
    let box = box ?? PictureBox(PixelBox(self.size))
    precondition(
      box.left >= 0 && box.top >= 0 && box.right <= Float(width) && box.bottom <= Float(height)
        && box.left < box.right && box.top < box.bottom, "the box must lie within the picture")
    var isDone = false
    let result = bytes.withUnsafeBufferPointer { source in
      [UInt8](unsafeUninitializedCapacity: size.pixels * 4) { target, count in
        isDone = lorac_rgba_resample(
          source.baseAddress, width, height, hasAlpha, [box.left, box.top, box.right, box.bottom], target.baseAddress,
          size.width, size.height)
        count = isDone ? target.count : 0
      }
    }
    guard isDone else { throw .outOfMemory(width: size.width, height: size.height) }
    return RGBAImage(width: size.width, height: size.height, hasAlpha: hasAlpha, bytes: result)
  }

  /// The mean colours of a grid of `size`, no larger than this picture: quick, and good enough to look for things.
  package func averaged(to size: PictureSize) -> RGBAImage {
    precondition(size.width <= width && size.height <= height, "an average cannot be larger than its picture")
    let result = Self.filled(size.pixels * 4) { target in
      bytes.withUnsafeBufferPointer {
        lorac_rgba_average($0.baseAddress, width, height, target, size.width, size.height)
      }
    }
    return RGBAImage(width: size.width, height: size.height, hasAlpha: hasAlpha, bytes: result)
  }

  /// The picture as EXIF's `orientation` shows it: 1 to 8, 1 leaves it; others count as 1.
  package func oriented(_ orientation: Int) -> RGBAImage {
    guard (2...8).contains(orientation) else { return self }
    let result = Self.filled(bytes.count) { target in
      bytes.withUnsafeBufferPointer {
        lorac_rgba_orient($0.baseAddress, width, height, Int32(orientation), target)
      }
    }
    let isTurned = orientation > 4
    return RGBAImage(
      width: isTurned ? height : width, height: isTurned ? width : height, hasAlpha: hasAlpha, bytes: result)
  }
}

/// A rectangle of a picture whose edges may lie within pixels.
package struct PictureBox: Sendable, Hashable {
  /// The left edge in pixels from the picture's.
  package let left: Float
  /// The upper edge in pixels from the picture's.
  package let top: Float
  /// The right edge in pixels from the picture's left one.
  package let right: Float
  /// The lower edge in pixels from the picture's upper one.
  package let bottom: Float

  /// A rectangle between four edges.
  package init(left: Float, top: Float, right: Float, bottom: Float) {
    self.left = left
    self.top = top
    self.right = right
    self.bottom = bottom
  }

  /// The rectangle of whole pixels.
  package init(_ box: PixelBox) {
    self.init(left: Float(box.left), top: Float(box.top), right: Float(box.right), bottom: Float(box.bottom))
  }
}
