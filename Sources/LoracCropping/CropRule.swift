package import LoracImages

/// How pictures are cut and scaled: what to cut around, and the sizes that may come out.
package struct CropRule: Sendable, Hashable {
  /// What a crop is laid around.
  package enum Mode: String, Sendable, Hashable, CaseIterable {
    /// The middle of the picture.
    case center
    /// The subject, wherever it is.
    case focus
    /// Nothing is cut or scaled.
    case none
  }

  /// What a crop is laid around.
  package let mode: Mode
  /// The sizes that may come out; the one that loses least of a picture is taken for it.
  package let sizes: [PictureSize]
  /// Whether a crop smaller than its size is enlarged; otherwise it stays as small as it is, in its shape.
  package let allowsUpscale: Bool

  /// A rule; `sizes` must not be empty, unless `mode` is none, which passes them over.
  package init(mode: Mode, sizes: [PictureSize], allowsUpscale: Bool = false) {
    precondition(mode == .none || !sizes.isEmpty, "there must be a size")
    self.mode = mode
    self.sizes = sizes
    self.allowsUpscale = allowsUpscale
  }

  /// The size that comes of a picture of size `picture`, as its header tells it after orientation.
  package func predictedSize(of picture: PictureSize) -> PictureSize { shape(of: picture).result }

  /// How much of a picture of size `picture` a crop keeps, and what comes of it.
  ///
  /// The largest part that has the wanted shape is kept. Of several sizes the one whose shape keeps most of the picture's
  /// area wins; among equals one that needs no enlarging, then the larger one (where all need it, the smaller), then the
  /// first. Sides are rounded to whole pixels, so that a shape is off by half a pixel at most.
  package func shape(of picture: PictureSize) -> CropShape {
    guard mode != .none else { return CropShape(kept: picture, result: picture, wanted: picture) }
    var best: (shape: CropShape, loss: ShapeLoss)?
    for size in sizes {
      let shape = shape(of: picture, for: size)
      let loss = ShapeLoss(of: picture, for: size)
      if let known = best, !isBetter(shape, loss, than: known.shape, known.loss) { continue }
      best = (shape, loss)
    }
    return best?.shape ?? CropShape(kept: picture, result: picture, wanted: picture)
  }

  private func shape(of picture: PictureSize, for size: PictureSize) -> CropShape {
    let kept: PictureSize
    if picture.width * size.height >= picture.height * size.width {
      let width = rounded(picture.height * size.width, by: size.height)
      kept = PictureSize(width: min(max(width, 1), picture.width), height: picture.height)
    } else {
      let height = rounded(picture.width * size.height, by: size.width)
      kept = PictureSize(width: picture.width, height: min(max(height, 1), picture.height))
    }
    let isSmall = kept.width < size.width || kept.height < size.height
    return CropShape(kept: kept, result: isSmall && !allowsUpscale ? kept : size, wanted: size)
  }

  private func rounded(_ dividend: Int, by divisor: Int) -> Int { (dividend + divisor / 2) / divisor }

  private func isBetter(_ shape: CropShape, _ loss: ShapeLoss, than other: CropShape, _ otherLoss: ShapeLoss) -> Bool {
    if loss != otherLoss { return loss < otherLoss }
    if shape.needsEnlarging != other.needsEnlarging { return other.needsEnlarging }
    let (pixels, otherPixels) = (shape.wanted.pixels, other.wanted.pixels)
    return shape.needsEnlarging ? pixels < otherPixels : pixels > otherPixels
  }
}

/// What a crop keeps of a picture, and what comes of it, before it is known where the crop lies.
package struct CropShape: Sendable, Hashable {
  /// The size of the part that is kept, in pixels of the picture.
  package let kept: PictureSize
  /// The size that comes out.
  package let result: PictureSize
  /// The size of the rule that was chosen; larger than ``result`` where the picture is too small.
  package let wanted: PictureSize

  /// Whether the part is smaller than the size that is wanted: it is enlarged, or ``result`` falls short.
  package var needsEnlarging: Bool { kept.width < wanted.width || kept.height < wanted.height }
  /// Whether ``result`` is smaller than wanted.
  package var fallsShort: Bool { result != wanted }

  /// The size that a picture of size `picture` needs so that the crop still shrinks to half or less: two pixels for
  /// each that comes out, so that decoding a JPEG at a part of its size loses nothing one could see.
  package func sufficientSize(of picture: PictureSize) -> PictureSize {
    func needed(_ side: Int, _ kept: Int, _ result: Int) -> Int { (side * result * 2 + kept - 1) / kept }
    return PictureSize(
      width: needed(picture.width, kept.width, result.width),
      height: needed(picture.height, kept.height, result.height))
  }
}

/// The part of a picture's area that a shape cuts off, as an exact fraction: 1 − smaller / larger.
private struct ShapeLoss: Comparable {
  private let smaller: UInt
  private let larger: UInt

  init(of picture: PictureSize, for size: PictureSize) {
    let (across, down) = (UInt(picture.width * size.height), UInt(picture.height * size.width))
    smaller = min(across, down)
    larger = max(across, down)
  }

  // Larger quotients lose less.
  static func < (left: ShapeLoss, right: ShapeLoss) -> Bool {
    left.smaller.multipliedFullWidth(by: right.larger) > right.smaller.multipliedFullWidth(by: left.larger)
  }

  static func == (left: ShapeLoss, right: ShapeLoss) -> Bool {
    left.smaller.multipliedFullWidth(by: right.larger) == right.smaller.multipliedFullWidth(by: left.larger)
  }
}
