internal import CLoracImages

/// An opaque picture that is drawn on; what lies outside of it is cut off.
package struct Canvas: Sendable {
  /// Pixels in a row.
  package let width: Int
  /// Rows.
  package let height: Int
  private var bytes: [UInt8]

  /// A canvas of one colour.
  package init(width: Int, height: Int, colour: RGBColour) {
    precondition(width > 0 && height > 0, "both sides must be at least 1")
    self.width = width
    self.height = height
    bytes = [UInt8](repeating: 0, count: width * height * 3)
    fill(PixelBox(left: 0, top: 0, width: width, height: height), colour)
  }

  /// What was drawn.
  package var image: RGBImage { RGBImage(width: width, height: height, bytes: bytes) }

  /// Covers `box` with `colour`; an `alpha` below 255 lets through what was there.
  package mutating func fill(_ box: PixelBox, _ colour: RGBColour, alpha: UInt8 = 255) {
    withCanvas {
      lorac_canvas_fill(
        $0, box.left, box.top, box.width, box.height, [colour.red, colour.green, colour.blue], alpha)
    }
  }

  /// Draws the edge of `box`, `thickness` pixels wide and within it.
  package mutating func outline(_ box: PixelBox, _ colour: RGBColour, thickness: Int) {
    let sides = [
      (box.left, box.top, box.width, thickness), (box.left, box.bottom - thickness, box.width, thickness),
      (box.left, box.top, thickness, box.height), (box.right - thickness, box.top, thickness, box.height),
    ]
    for (left, top, width, height) in sides {
      fill(PixelBox(left: left, top: top, width: width, height: height), colour)
    }
  }

  /// Puts `image` over what is there, its upper left pixel at (`left`, `top`).
  package mutating func put(_ image: RGBAImage, left: Int, top: Int) {
    withCanvas { canvas in
      image.bytes.withUnsafeBufferPointer {
        lorac_canvas_put(canvas, left, top, $0.baseAddress, image.width, image.height)
      }
    }
  }

  /// Writes `text` in one line, its upper left corner at (`left`, `top`), each of the font's pixels `scale` wide.
  package mutating func write(_ text: String, left: Int, top: Int, _ colour: RGBColour, scale: Int = 1) {
    var x = left
    for glyph in BitmapFont.glyphs(text) {
      for (row, bits) in glyph.enumerated() where bits != 0 {
        for column in 0..<BitmapFont.width where bits & (1 << UInt8(column)) != 0 {
          fill(PixelBox(left: x + column * scale, top: top + row * scale, width: scale, height: scale), colour)
        }
      }
      x += BitmapFont.advance * scale
    }
  }

  /// Writes as much of `text` as fits into `width` pixels, its middle replaced by "…" where it is longer.
  package mutating func write(
    _ text: String, left: Int, top: Int, within width: Int, _ colour: RGBColour, scale: Int = 1
  ) {
    let shortened = BitmapFont.shortened(text, to: BitmapFont.capacity(width / scale))
    write(shortened, left: left, top: top, colour, scale: scale)
  }

  private mutating func withCanvas(_ draw: (lorac_canvas) -> Void) {
    bytes.withUnsafeMutableBufferPointer {
      draw(lorac_canvas(rgb: $0.baseAddress, width: width, height: height))
    }
  }
}
