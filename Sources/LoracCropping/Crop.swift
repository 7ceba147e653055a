package import LoracImages

/// Where a picture is cut, what comes of it, and why there.
package struct Crop: Sendable, Hashable {
  /// The part that is kept, in pixels of the whole picture as shown.
  package let box: PixelBox
  /// The size of the part and of what comes of it.
  package let shape: CropShape
  /// What decided where the part lies.
  package let evidence: CropEvidence
  /// Where the subject was found, in pixels of the whole picture; nil where nobody looked, or nothing stood out.
  package let subject: PixelBox?
  /// How much of the evidence lies in the part, 0 to 1; 1 where nobody looked.
  package let keptEvidence: Double

  /// The size that comes out.
  package var size: PictureSize { shape.result }

  /// The part of `photo` in its final size.
  ///
  /// - Throws: ``ImageError/outOfMemory(width:height:)``.
  package func apply(to photo: Photo) throws(ImageError) -> RGBAImage {
    try photo.resized(box: box, to: size)
  }
}

/// What decided where a crop lies.
package enum CropEvidence: String, Sendable, Hashable, CaseIterable {
  /// There was nothing to decide: the whole picture is kept.
  case whole
  /// The middle was asked for, or nothing stood out.
  case center
  /// What stands out: edges, corners, variety, colours.
  case saliency
  /// Faces that the caller found.
  case faces
  /// A subject cut out from its background.
  case matte
}

/// What the caller knows of a picture's subject.
package struct SubjectHints: Sendable, Hashable {
  /// Faces, in pixels of the whole picture as shown; parts outside of it are passed over.
  package var faces: [PixelBox]
  /// Where the subject is; nil to take the picture's alpha, if it has any.
  package var matte: Matte?

  /// Hints; none of them unless given.
  package init(faces: [PixelBox] = [], matte: Matte? = nil) {
    self.faces = faces
    self.matte = matte
  }
}

/// How much each place of a picture belongs to its subject; may be coarser than the picture.
package struct Matte: Sendable, Hashable {
  /// Places in a row.
  package let width: Int
  /// Rows.
  package let height: Int
  /// `height` × `width` bytes, 255 for the subject and 0 for the background.
  package let bytes: [UInt8]

  /// A matte of `bytes`: `width` × `height`, both sides at least 1.
  package init(width: Int, height: Int, bytes: [UInt8]) {
    precondition(width > 0 && height > 0 && bytes.count == width * height, "bytes must match the size")
    self.width = width
    self.height = height
    self.bytes = bytes
  }
}
