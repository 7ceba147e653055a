/// The size that sd-scripts takes for an image: imagesize 1.4.1, with Pillow where that finds nothing.
///
/// train_util.py:1478-1491. imagesize reads extended WebP one pixel too small both ways (it forgets the `+ 1` of the
/// canvas fields), does not mask VP8's scaling bits, and takes any byte for a JPEG marker.
enum KohyaImageSize {
  /// The size for a file whose true header is known; nil where imagesize raises, which ends sd-scripts.
  static func read(_ file: inout FileWindow, header: ImageHeader) -> PixelSize? {
    switch header.format {
    case .jpeg: return jpeg(&file)
    case .webp: return webp(&file, header: header)
    default: return header.size
    }
  }

  private static func jpeg(_ file: inout FileWindow) -> PixelSize? {
    var position = 0
    var size = 2
    var type = 0
    while !(0xC0...0xCF).contains(type) || type == 0xC4 || type == 0xC8 || type == 0xCC {
      position += size
      repeat {
        guard let byte = file.byte(at: position) else { return nil }
        type = Int(byte)
        position += 1
      } while type == 0xFF
      guard let length = file.big(2, at: position) else { return nil }
      position += 2
      size = length - 2
      guard position + size >= 0 else { return nil }
    }
    guard let height = file.big(2, at: position + 1), let width = file.big(2, at: position + 3) else { return nil }
    return PixelSize(width: width, height: height)
  }

  private static func webp(_ file: inout FileWindow, header: ImageHeader) -> PixelSize? {
    switch file.byte(at: 15) {
    case 0x58:  // VP8X
      let size = PixelSize(width: header.size.width - 1, height: header.size.height - 1)
      // A width of zero sends sd-scripts to Pillow, which is right.
      return size.width == 0 ? header.size : size
    case 0x20:  // VP8
      guard let width = file.little(2, at: 26), let height = file.little(2, at: 28) else { return nil }
      return PixelSize(width: width, height: height)
    default: return header.size
    }
  }
}
