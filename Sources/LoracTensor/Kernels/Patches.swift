internal import CLoracKernels

/// Which pixels of a picture the taps of a square convolution read.
package struct Patches: Sendable, Hashable {
  /// The height and width of the picture that is read.
  package let source: PixelSize
  /// The height and width of the picture whose pixels are the rows.
  package let result: PixelSize
  private let kernel: Int
  private let stride: Int
  private let padding: Int

  /// What a convolution reads of its input; `padding` rows and columns of zeros lie above and left of it, and as many
  /// as needed below and right.
  package init(input: PixelSize, output: PixelSize, kernel: Int, stride: Int, padding: Int) {
    source = input
    result = output
    self.kernel = kernel
    self.stride = stride
    self.padding = padding
  }

  /// The taps of a patch.
  package var taps: Int { kernel * kernel }

  /// Writes for the rows `range`, counted through all pictures, and each tap the pixel that is read, -1 for none.
  ///
  /// - Shape: room at least [range, taps], which from then on holds no floats.
  func places(_ range: Range<Int>, in room: FloatRegion) -> UnsafePointer<Int32> {
    precondition(range.lowerBound >= 0 && range.count * taps <= room.count, "room for the places")
    let places = UnsafeMutableRawPointer(room.base).assumingMemoryBound(to: Int32.self)
    var shape = kernelShape
    lorac_patch_places(&shape, range.lowerBound, range.upperBound, places)
    return UnsafePointer(places)
  }

  /// Gathers the patches of the rows `range`, counted through all pictures of `source`, which have `channels` channels.
  ///
  /// - Shape: source [pictures · height · width, channels], result [range, taps · channels].
  package func gather(_ source: FloatRegion, channels: Int, rows range: Range<Int>, into result: FloatRegion) {
    let pixels = self.source.count * channels
    precondition(source.count % pixels == 0, "whole pictures")
    precondition(
      range.lowerBound >= 0 && range.upperBound <= source.count / pixels * self.result.count, "rows beyond the pictures"
    )
    precondition(result.count >= range.count * taps * channels, "room for the patches")
    var shape = kernelShape
    lorac_gather_patches(&shape, source.base, channels, range.lowerBound, range.upperBound, result.base)
  }

  private var kernelShape: lorac_patches {
    lorac_patches(
      height: source.height, width: source.width, result_height: result.height, result_width: result.width,
      kernel: kernel, stride: stride, padding: padding)
  }
}

/// The height and width of a picture.
package struct PixelSize: Sendable, Hashable {
  /// Rows of pixels.
  package let height: Int
  /// Pixels in a row.
  package let width: Int

  /// A picture of `height` rows of `width` pixels.
  package init(height: Int, width: Int) {
    precondition(height > 0 && width > 0, "a picture has pixels")
    self.height = height
    self.width = width
  }

  /// The number of pixels.
  package var count: Int { height * width }
}

extension Workers {
  /// result = source with every pixel four times.
  ///
  /// - Shape: source [pictures · height · width, channels], result [pictures · 2 height · 2 width, channels].
  package func upsample(_ source: FloatRegion, size: PixelSize, channels: Int, into result: FloatRegion) {
    precondition(result.count == 4 * source.count && source.count % (size.count * channels) == 0, "whole pictures")
    split(source.count / (size.width * channels)) { range in
      let at = range.lowerBound * size.width * channels
      lorac_upsample(source.base + at, 1, range.count, size.width, channels, result.base + 4 * at)
    }
  }

  /// dx = beta · dx + the sums of four pixels of dy.
  ///
  /// - Shape: dy [pictures · 2 height · 2 width, channels], dx [pictures · height · width, channels].
  package func upsampleBackward(
    _ dy: FloatRegion, size: PixelSize, channels: Int, beta: Float, into dx: FloatRegion
  ) {
    precondition(dy.count == 4 * dx.count && dx.count % (size.count * channels) == 0, "whole pictures")
    split(dx.count / (size.width * channels)) { range in
      let at = range.lowerBound * size.width * channels
      lorac_upsample_backward(dy.base + 4 * at, 1, range.count, size.width, channels, beta, dx.base + at)
    }
  }
}
