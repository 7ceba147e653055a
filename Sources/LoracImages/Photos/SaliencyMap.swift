internal import CLoracImages

/// How much the places of a picture stand out, on a coarse grid.
package struct SaliencyMap: Sendable, Hashable {
  /// Places in a row.
  package let width: Int
  /// Rows.
  package let height: Int
  /// `height` × `width` numbers, 0 for what is background.
  package let values: [UInt32]

  /// What stands out in `image`: edges, corners, variety, contrast with the surroundings, rare colours.
  ///
  /// The longer side of the grid has at most 192 places. Whole numbers throughout: the same on every machine.
  /// - Throws: ``ImageError/outOfMemory(width:height:)``.
  package init(_ image: RGBAImage) throws(ImageError) {
    let longer = max(image.width, image.height)
    func scaled(_ side: Int) -> Int { longer <= Self.longestSide ? side : max(1, side * Self.longestSide / longer) }
    let small = image.averaged(to: PictureSize(width: scaled(image.width), height: scaled(image.height)))
    let shown = small.hasAlpha ? RGBAImage(small.composed(on: RGBColour(red: 128, green: 128, blue: 128))) : small
    var isDone = false
    values = shown.bytes.withUnsafeBufferPointer { pixels in
      [UInt32](unsafeUninitializedCapacity: shown.width * shown.height) { target, count in
        isDone = lorac_saliency(pixels.baseAddress, shown.width, shown.height, target.baseAddress)
        count = isDone ? target.count : 0
      }
    }
    guard isDone else { throw .outOfMemory(width: small.width, height: small.height) }
    width = shown.width
    height = shown.height
  }

  private static let longestSide = 192
}
