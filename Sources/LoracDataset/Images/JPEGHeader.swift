/// Reads the header of a JPEG file (ITU T.81, annex B).
enum JPEGHeader {
  /// Markers that start a frame; C4, C8 and CC are tables.
  private static let frames: Set<UInt8> = [
    0xC0, 0xC1, 0xC2, 0xC3, 0xC5, 0xC6, 0xC7, 0xC9, 0xCA, 0xCB, 0xCD, 0xCE, 0xCF,
  ]
  private static let exif: [UInt8] = Array("Exif\0\0".utf8)

  /// The header with the place behind its frame segment.
  struct Result {
    var header: ImageHeader
    var frameEnd: Int
  }

  /// The header, or why there is none.
  ///
  /// Segments are skipped by their length, so thumbnails inside APPn never count.
  static func read(_ file: inout FileWindow) throws(ImageProblem) -> Result {
    var orientation: UInt8 = 1
    var offset = 2
    while true {
      guard let marker = nextMarker(&file, from: &offset) else { throw .truncatedHeader(.jpeg) }
      // Markers without a length: restart, start of image.
      if marker == 0xD8 || (0xD0...0xD7).contains(marker) { continue }
      // The picture starts or ends before any frame.
      if marker == 0xDA || marker == 0xD9 { throw .malformedHeader(.jpeg) }
      guard let length = file.big(2, at: offset) else { throw .truncatedHeader(.jpeg) }
      guard length >= 2 else { throw .malformedHeader(.jpeg) }
      if marker == 0xE1, orientation == 1, file.matches(exif, at: offset + 2) {
        orientation = EXIFOrientation.read(&file, at: offset + 2, end: offset + length)
      }
      guard !frames.contains(marker) else {
        return Result(header: try frame(&file, at: offset, orientation: orientation), frameEnd: offset + length)
      }
      offset += length
    }
  }

  /// The next marker's second byte, with `offset` moved behind it; fill bytes and stray bytes are skipped.
  private static func nextMarker(_ file: inout FileWindow, from offset: inout Int) -> UInt8? {
    while let byte = file.byte(at: offset) {
      offset += 1
      guard byte == 0xFF else { continue }
      while let second = file.byte(at: offset) {
        if second != 0xFF { break }
        offset += 1
      }
      guard let second = file.byte(at: offset) else { return nil }
      offset += 1
      if second != 0 { return second }
    }
    return nil
  }

  /// The header from a frame segment whose length field stands at the offset.
  private static func frame(
    _ file: inout FileWindow, at offset: Int, orientation: UInt8
  ) throws(ImageProblem) -> ImageHeader {
    guard let precision = file.byte(at: offset + 2), let height = file.big(2, at: offset + 3),
      let width = file.big(2, at: offset + 5), let components = file.byte(at: offset + 7)
    else { throw .truncatedHeader(.jpeg) }
    // What Pillow refuses (JpegImagePlugin SOF): other depths and numbers of components.
    guard precision == 8, [1, 3, 4].contains(components) else { throw .malformedHeader(.jpeg) }
    var result = ImageHeader(
      format: .jpeg, size: PixelSize(width: width, height: height), orientation: orientation)
    if components == 4 { result.traits.insert(.cmyk) }
    if components == 1 { result.traits.insert(.gray) }
    return result
  }

  /// Whether an end marker (FFD9) follows the frame segment; Pillow loads no file without one.
  ///
  /// Cameras and phones add bytes behind it, so the tail is searched first and the whole file where that fails.
  static func hasEndMarker(_ file: inout FileWindow, after frameEnd: Int) -> Bool {
    let last = file.size - 1
    let tailStart = max(frameEnd, last - FileWindow.movingCapacity / 2)
    if hasMarker(&file, in: stride(from: last, to: tailStart, by: -1)) { return true }
    return frameEnd < tailStart && hasMarker(&file, in: stride(from: frameEnd + 1, to: tailStart + 1, by: 1))
  }

  /// Whether FF D9 stands with its second byte at one of the offsets.
  private static func hasMarker(_ file: inout FileWindow, in offsets: StrideTo<Int>) -> Bool {
    for offset in offsets where file.byte(at: offset) == 0xD9 && file.byte(at: offset - 1) == 0xFF { return true }
    return false
  }
}
