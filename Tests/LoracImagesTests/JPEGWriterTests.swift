import LoracImages
import Testing

@Suite struct JPEGWriterTests {
  /// A smooth picture, which JPEG keeps well.
  private func picture(_ width: Int, _ height: Int) -> RGBImage {
    var bytes: [UInt8] = []
    for y in 0..<height {
      for x in 0..<width { bytes += [UInt8(x * 255 / width), UInt8(y * 255 / height), 128] }
    }
    return RGBImage(width: width, height: height, bytes: bytes)
  }

  @Test(arguments: [(1, 1), (7, 3), (64, 48), (300, 200)])
  func isReadBackNearlyUnchanged(width: Int, height: Int) throws {
    let image = picture(width, height)
    let file = try JPEGWriter.encode(image, quality: 90)
    #expect(file.starts(with: [0xFF, 0xD8, 0xFF]))
    let decoded = try ImageDecoder.decode(file)
    #expect((decoded.width, decoded.height) == (width, height))
    let error = zip(decoded.bytes, image.bytes).reduce(0) { $0 + abs(Int($1.0) - Int($1.1)) }
    // Colours are stored in half the resolution, which changes pictures of few pixels much.
    #expect(error <= image.bytes.count * (width < 16 ? 20 : 2), "\(error)")
    #expect(try JPEGWriter.encode(image, quality: 90) == file)
  }

  @Test func lowerQualityIsSmaller() throws {
    let image = picture(200, 200)
    #expect(try JPEGWriter.encode(image, quality: 20).count < JPEGWriter.encode(image, quality: 95).count)
  }

  @Test func refusesWhatTheFormatCannotHold() {
    let image = RGBImage(width: 65_501, height: 1, bytes: Array(repeating: 7, count: 65_501 * 3))
    #expect(throws: ImageError.self) { try JPEGWriter.encode(image, quality: 80) }
  }
}
