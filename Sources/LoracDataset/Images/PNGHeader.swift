/// Reads the header of a PNG file (W3C PNG, third edition).
enum PNGHeader {
  private static let chunksStart = 8
  private static let header: [UInt8] = Array("IHDR".utf8)
  private static let end: [UInt8] = Array("IEND".utf8)
  /// Chunks looked at before the picture data; more are only found in damaged or hostile files.
  private static let chunkLimit = 4096

  /// Bit depths allowed for each colour type.
  private static let depths: [Int: [Int]] = [
    0: [1, 2, 4, 8, 16], 2: [8, 16], 3: [1, 2, 4, 8], 4: [8, 16], 6: [8, 16],
  ]

  /// The header, or why there is none.
  static func read(_ file: inout FileWindow) throws(ImageProblem) -> ImageHeader {
    guard let length = file.big(4, at: chunksStart), let width = file.big(4, at: 16), let height = file.big(4, at: 20),
      let depth = file.byte(at: 24), let colour = file.byte(at: 25), let checksum = file.big(4, at: 29)
    else { throw .truncatedHeader(.png) }
    guard length == 13, file.matches(header, at: 12), depths[Int(colour)]?.contains(Int(depth)) == true,
      checksum == CRC32.of(&file, from: 12, count: 17)
    else { throw .malformedHeader(.png) }
    var result = ImageHeader(format: .png, size: PixelSize(width: width, height: height))
    if depth == 16 { result.traits.insert(.deep) }
    if colour == 4 || colour == 6 { result.traits.insert(.alpha) }
    if colour == 0 || colour == 4 { result.traits.insert(.gray) }
    if colour == 3 { result.traits.insert(.palette) }
    readChunks(&file, into: &result)
    return result
  }

  /// Facts in the chunks between IHDR and the first IDAT.
  private static func readChunks(_ file: inout FileWindow, into result: inout ImageHeader) {
    var offset = chunksStart + 25
    for _ in 0..<chunkLimit {
      guard let length = file.big(4, at: offset), let type = file.big(4, at: offset + 4) else { return }
      switch type {
      case 0x4944_4154: return  // IDAT
      case 0x6163_544C: result.traits.insert(.animated)  // acTL
      case 0x7452_4E53: result.traits.insert(.alpha)  // tRNS
      case 0x6558_4966:  // eXIf
        result.orientation = EXIFOrientation.read(&file, at: offset + 8, end: offset + 8 + length)
      default: break
      }
      offset += 12 + length
    }
  }

  /// How a PNG file ends.
  enum Ending {
    /// With its last chunk, maybe followed by something else.
    case complete
    /// Without the last chunk, behind a whole chunk.
    case withoutEnd
    /// Within a chunk; pixels are missing.
    case truncated
  }

  /// How the file ends: IEND stands at the very end as usual, or where the chunks lead.
  static func ending(_ file: inout FileWindow) -> Ending {
    if file.matches(end, at: file.size - 8) { return .complete }
    var offset = chunksStart
    while let length = file.big(4, at: offset), file.big(4, at: offset + 4) != nil {
      if file.matches(end, at: offset + 4) { return .complete }
      offset += 12 + length
    }
    return offset == file.size ? .withoutEnd : .truncated
  }
}
