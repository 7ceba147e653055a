/// Reads the header of a bitmap as Pillow's BmpImagePlugin does.
enum BMPHeader {
  /// The header with the number of bytes that the file must have.
  struct Result {
    var header: ImageHeader
    var requiredSize: Int
  }

  private static let informationSizes: Set<Int> = [40, 52, 56, 64, 108, 124]
  private static let depths: Set<Int> = [1, 4, 8, 16, 24, 32]

  /// The header, or why there is none.
  static func read(_ file: inout FileWindow) throws(ImageProblem) -> Result {
    guard let dataOffset = file.little(4, at: 10), let headerSize = file.little(4, at: 14) else {
      throw .truncatedHeader(.bmp)
    }
    let isCore = headerSize == 12
    guard isCore || informationSizes.contains(headerSize) else { throw .malformedHeader(.bmp) }
    guard file.byte(at: 14 + headerSize - 1) != nil,
      let width = isCore ? file.little(2, at: 18) : file.little(4, at: 18),
      var height = isCore ? file.little(2, at: 20) : file.little(4, at: 22),
      let depth = file.little(2, at: isCore ? 24 : 28)
    else { throw .truncatedHeader(.bmp) }
    // A negative height means top row first; Pillow looks at the highest byte only.
    if !isCore, file.byte(at: 25) == 0xFF { height = 0x1_0000_0000 - height }
    let compression = isCore ? 0 : file.little(4, at: 30) ?? 0
    guard depths.contains(depth), compression <= 3 else { throw .malformedHeader(.bmp) }
    var header = ImageHeader(format: .bmp, size: PixelSize(width: width, height: height))
    if depth <= 8 { header.traits.insert(.palette) }
    // Bit fields with a mask for transparency.
    if compression == 3, depth == 32, headerSize >= 56, file.little(4, at: 66) ?? 0 != 0 {
      header.traits.insert(.alpha)
    }
    // Run-length encoded rows have no fixed length.
    let isPlain = compression == 0 || compression == 3
    let (stride, overflow) = width.multipliedReportingOverflow(by: depth)
    let rows = overflow ? Int.max / 8 : (stride + 31) / 32 * 4
    let (data, tooMuch) = rows.multipliedReportingOverflow(by: height)
    let required = tooMuch ? Int.max : data.addingReportingOverflow(dataOffset).partialValue
    return Result(header: header, requiredSize: isPlain ? required : dataOffset)
  }
}
