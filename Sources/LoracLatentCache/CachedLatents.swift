/// What one latent cache holds: the latents of one image in one bucket.
package struct CachedLatents: Sendable, Hashable {
  /// Columns of the latents, an eighth of the bucket's width.
  package var width: Int
  /// Rows of the latents, an eighth of the bucket's height.
  package var height: Int
  /// A sample of the VAE's distribution, not scaled: `height` × `width` × 4, channels last.
  package var latents: [Float]
  /// The same of the picture with left and right exchanged, if it was asked for.
  package var flipped: [Float]?
  /// The image's own width in pixels.
  package var originalWidth: Int
  /// The image's own height in pixels.
  package var originalHeight: Int
  /// Where the bucket's picture lies in the resized image.
  package var crop: CropBounds
  /// The bucket's picture's alpha from 0 to 1, row by row; sd-scripts' `alpha_mask`.
  package var alphaMask: AlphaMask?
  /// What the latents were made from; nil in caches that kohya wrote.
  package var origin: LatentOrigin?

  /// Channels of Stable Diffusion's latents.
  package static let channels = 4

  /// Latents of `width` × `height`; the arrays must have `height` × `width` × 4 numbers.
  package init(
    width: Int, height: Int, latents: [Float], flipped: [Float]? = nil, originalWidth: Int,
    originalHeight: Int,
    crop: CropBounds, alphaMask: AlphaMask? = nil, origin: LatentOrigin? = nil
  ) {
    let count = width * height * Self.channels
    precondition(
      latents.count == count && (flipped?.count ?? count) == count, "latents must have the size")
    self.width = width
    self.height = height
    self.latents = latents
    self.flipped = flipped
    self.originalWidth = originalWidth
    self.originalHeight = originalHeight
    self.crop = crop
    self.alphaMask = alphaMask
    self.origin = origin
  }
}

/// Alpha of a bucket's picture, one number from 0 to 1 per pixel.
package struct AlphaMask: Sendable, Hashable {
  /// Pixels in a row.
  package var width: Int
  /// Rows.
  package var height: Int
  /// `height` × `width` numbers.
  package var values: [Float]

  /// A mask of `values`, of which there must be `width` × `height`.
  package init(width: Int, height: Int, values: [Float]) {
    precondition(values.count == width * height, "the mask must have the size")
    self.width = width
    self.height = height
    self.values = values
  }
}

/// What latents were made from, as SHA-256 hashes in lower-case hexadecimal.
///
/// lorac writes them as two further arrays, which sd-scripts carries along unread, and a third by which it notices that
/// sd-scripts has put other latents beside them.
package struct LatentOrigin: Sendable, Hashable {
  /// Of the image file's bytes, and whatever else decides its pixels, chosen by the writer.
  package var image: String
  /// Of whatever tells one VAE from another, chosen by the writer.
  package var encoder: String

  /// Two hashes of 64 digits each.
  package init(image: String, encoder: String) {
    precondition(image.utf8.count == 64 && encoder.utf8.count == 64, "hashes have 64 digits")
    self.image = image
    self.encoder = encoder
  }
}
