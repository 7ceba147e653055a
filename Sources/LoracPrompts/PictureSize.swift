/// Width and height of a picture to be made.
package struct PictureSize: Sendable, Hashable {
  package var width: Int
  package var height: Int

  /// A size in pixels.
  package init(width: Int, height: Int) {
    self.width = width
    self.height = height
  }

  /// The size that is made of it: sides rounded down to multiples of 8, at least 64.
  ///
  /// sd-scripts, train_util.py `sample_image_inference`; a latent is eight pixels wide.
  package var floored: PictureSize {
    PictureSize(width: max(64, width - width % 8), height: max(64, height - height % 8))
  }

  /// A size written as `512x768`; nil for anything else.
  package init?(_ text: some StringProtocol) {
    let sides = text.split(separator: "x", omittingEmptySubsequences: false)
    guard sides.count == 2, sides.allSatisfy({ !$0.isEmpty && $0.utf8.allSatisfy { (48...57).contains($0) } }),
      let width = Int(sides[0]), let height = Int(sides[1])
    else { return nil }
    self.init(width: width, height: height)
  }
}
