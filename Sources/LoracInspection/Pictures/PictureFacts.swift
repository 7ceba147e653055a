package import LoracImages

/// What is measured of one picture.
package struct PictureFacts: Sendable, Hashable {
  /// Its size as a viewer shows it.
  package let size: PictureSize
  /// How sharp it is; see ``Sharpness``.
  package let sharpness: Double
  /// How bright it is.
  package let exposure: Exposure
  /// What it looks like; nil for a picture of one colour.
  package let hash: PerceptualHash?
  /// What its mirror image looks like.
  package let mirroredHash: PerceptualHash?

  /// Facts that are known.
  package init(
    size: PictureSize, sharpness: Double, exposure: Exposure, hash: PerceptualHash?, mirroredHash: PerceptualHash? = nil
  ) {
    self.size = size
    self.sharpness = sharpness
    self.exposure = exposure
    self.hash = hash
    self.mirroredHash = mirroredHash
  }

  /// Measures the picture in `bytes`, those of a whole file.
  package init(_ bytes: [UInt8]) throws(ImageError) {
    let shown = try PhotoDecoder.header(bytes).size
    let measured = Sharpness.size(of: shown)
    let photo = try PhotoDecoder.decode(bytes, sufficient: measured)
    let image = photo.image.size == measured ? photo.image : try photo.image.resized(to: measured)
    let map = BrightnessMap(image)
    let hashes = try PerceptualHash.both(image)
    self.init(
      size: shown, sharpness: Sharpness.of(map), exposure: Exposure(map), hash: hashes?.0,
      mirroredHash: hashes?.mirrored
    )
  }
}
