/// What the header of an image file says, without decoding a pixel.
package struct ImageHeader: Hashable, Sendable {
  /// Pillow warns above this many pixels (`Image.MAX_IMAGE_PIXELS`, 1 GiB / 4 / 3).
  package static let warningArea = 89_478_485
  /// Pillow refuses above this many pixels, so sd-scripts stops.
  package static let refusedArea = 178_956_970

  /// The format told by the content.
  package var format: ImageFormat
  /// Stored size, as Pillow's `Image.size`: EXIF orientation is not applied.
  package var size: PixelSize
  /// Size that sd-scripts computes buckets with (train_util.py:1478, imagesize 1.4.1 with Pillow as fallback).
  ///
  /// Differs from `size` for extended WebP (one less both ways) and for odd JPEG files; nil where sd-scripts stops.
  package var kohyaSize: PixelSize?
  /// EXIF orientation, 1 (upright) to 8; 1 where there is none.
  ///
  /// 5 to 8 lie on their side. sd-scripts ignores it.
  package var orientation: UInt8
  /// Further facts.
  package var traits: ImageTraits

  /// A header; `kohyaSize` equals `size` unless given.
  package init(
    format: ImageFormat, size: PixelSize, kohyaSize: PixelSize? = nil, orientation: UInt8 = 1, traits: ImageTraits = []
  ) {
    self.format = format
    self.size = size
    self.kohyaSize = kohyaSize ?? size
    self.orientation = orientation
    self.traits = traits
  }

  /// Whether a viewer shows the picture turned by a quarter, so that it is trained lying down.
  package var isShownTurned: Bool { orientation >= 5 }
}
