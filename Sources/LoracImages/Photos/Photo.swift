/// A picture as a viewer shows it, and what was done to its file's samples.
package struct Photo: Sendable, Hashable {
  /// Upright, in sRGB, with alpha where the file has any.
  ///
  /// It may be smaller than ``fullSize``.
  package let image: RGBAImage
  /// What the file's header says.
  package let header: PhotoHeader
  /// How the colours became sRGB.
  package let profile: PhotoProfile
  /// Pixels of ``fullSize`` that one of ``image`` stands for in each direction: 1, 2, 4 or 8.
  package let reduction: Int

  /// The picture's size as shown, had it been decoded whole.
  package var fullSize: PictureSize { header.size }

  /// The part within `box`, in pixels of ``fullSize``, as large as `size`; see ``RGBAImage/resized(box:to:)``.
  ///
  /// - Throws: ``ImageError/outOfMemory(width:height:)``.
  package func resized(box: PixelBox, to size: PictureSize) throws(ImageError) -> RGBAImage {
    try image.resized(box: scaled(box), to: size)
  }

  /// Where `box`, in pixels of ``fullSize``, lies in ``image``.
  ///
  /// A reduced pixel stands for ``reduction`` whole ones of each direction, the last in the file perhaps for fewer; it comes first
  /// where orientation mirrors.
  package func scaled(_ box: PixelBox) -> PictureBox {
    guard reduction > 1 else { return PictureBox(box) }
    let isMirrored = (
      across: [2, 3, 6, 7].contains(header.orientation), down: [3, 4, 7, 8].contains(header.orientation)
    )
    let before = (
      across: isMirrored.across ? image.width * reduction - fullSize.width : 0,
      down: isMirrored.down ? image.height * reduction - fullSize.height : 0
    )
    func scaled(_ edge: Int) -> Float { Float(Double(edge) / Double(reduction)) }
    return PictureBox(
      left: scaled(box.left + before.across), top: scaled(box.top + before.down),
      right: scaled(box.right + before.across), bottom: scaled(box.bottom + before.down))
  }

  /// This photo with another picture of the same content in place of its own, as when a background was removed.
  package func replacing(_ image: RGBAImage) -> Photo {
    precondition(image.size == self.image.size, "the picture must have the same size")
    return Photo(image: image, header: header, profile: profile, reduction: reduction)
  }
}

/// What the header of an image file says.
package struct PhotoHeader: Sendable, Hashable {
  /// The file's format.
  package let format: DecodableFormat
  /// The size of the samples before orientation.
  package let storedSize: PictureSize
  /// EXIF's orientation, 1 to 8; 1 where there is none.
  package let orientation: Int
  /// Whether pixels may be transparent.
  package let hasAlpha: Bool

  /// Whether orientation exchanges the sides.
  package var isTurned: Bool { orientation > 4 }
  /// The size of the picture as shown.
  package var size: PictureSize { isTurned ? storedSize.turned : storedSize }
}

/// How a picture's colours became sRGB.
package enum PhotoProfile: Sendable, Hashable {
  /// They were, or nothing said that they were not.
  case none
  /// By the file's profile.
  case converted
  /// There is a profile, but it is broken or describes other colours; they were taken for sRGB.
  case unusable
}
