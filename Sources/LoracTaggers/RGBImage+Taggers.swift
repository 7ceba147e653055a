internal import LoracImages

extension RGBImage {
  /// The picture in the middle of a white square, scaled to `size` (wd14 script, `preprocess_image`).
  func squaredOnWhite(size: Int) throws(ImageError) -> RGBImage {
    let side = max(width, height)
    let square = padded(
      left: (side - width) / 2, top: (side - height) / 2, width: side, height: side, gray: 255)
    return try square.resized(width: size, height: size)
  }

  /// The picture scaled to fit into a square, what is free filled with the colors of its edges.
  ///
  /// That is Stable Diffusion web UI's "resize and fill" (modules/images.py, `resize_image`), which it uses for
  /// DeepDanbooru: Pillow's Lanczos filter, and for the edges its bicubic filter on a strip of no height.
  func fitted(size: Int) throws(ImageError) -> RGBImage {
    let isWide = width > height
    let fittedWidth = isWide || width == height ? size : max(width * size / height, 1)
    let fittedHeight = isWide ? max(height * size / width, 1) : size
    let scaled = try resized(width: fittedWidth, height: fittedHeight, interpolation: .lanczos)
    let left = size / 2 - fittedWidth / 2
    let top = size / 2 - fittedHeight / 2
    if left == 0 && top == 0 { return scaled }
    var result: [UInt8] = []
    result.reserveCapacity(size * size * 3)
    if isWide {
      let row = size * 3
      let first = edge(scaled.bytes[..<row], scaled.bytes[min(row, scaled.bytes.count - row)...].prefix(row))
      let last = edge(
        scaled.bytes.suffix(row), scaled.bytes[max(scaled.bytes.count - 2 * row, 0)...].prefix(row))
      for _ in 0..<top { result += first }
      result += scaled.bytes
      while result.count < size * row { result += last }
    } else {
      let row = fittedWidth * 3
      for y in 0..<size {
        let pixels = scaled.bytes[y * row..<(y + 1) * row]
        let next = min(3, row - 3)
        let first = edge(pixels.prefix(3), pixels.dropFirst(next).prefix(3))
        let last = edge(pixels.suffix(3), pixels.dropLast(next).suffix(3))
        for _ in 0..<left { result += first }
        result += pixels
        for _ in 0..<size - left - fittedWidth { result += last }
      }
    }
    return RGBImage(width: size, height: size, bytes: result)
  }

  /// What Pillow's bicubic filter makes of a place on the very edge: 9/8 of the outermost pixels less 1/8 of the next.
  private func edge(_ outermost: ArraySlice<UInt8>, _ next: ArraySlice<UInt8>) -> [UInt8] {
    zip(outermost, next).map { UInt8(clamping: (9 * Int($0) - Int($1) + 4) >> 3) }
  }
}
