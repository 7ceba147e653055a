extension RGBImage {
  /// A picture of `width` × `height` pixels of the gray `gray`, in which this one lies at (`left`, `top`).
  ///
  /// This one must lie within.
  package func padded(left: Int, top: Int, width: Int, height: Int, gray: UInt8) -> RGBImage {
    precondition(left >= 0 && top >= 0, "the picture must lie within")
    precondition(left + self.width <= width && top + self.height <= height, "the picture must lie within")
    if width == self.width && height == self.height { return self }
    var result = [UInt8](repeating: gray, count: width * height * 3)
    let row = self.width * 3
    for y in 0..<self.height {
      let start = ((top + y) * width + left) * 3
      result.replaceSubrange(start..<start + row, with: bytes[y * row..<(y + 1) * row])
    }
    return RGBImage(width: width, height: height, bytes: result)
  }
}
