/// Reads the header of the file in a window and checks cheaply whether the rest is there.
enum ImageHeaderReader {
  /// What a file turned out to be: a header, a problem, or both when the header is fine and the pixels are not.
  struct Outcome {
    var header: ImageHeader?
    var problem: ImageProblem?
  }

  /// The outcome for an open file.
  static func read(_ file: inout FileWindow) -> Outcome {
    guard file.size > 0 else { return Outcome(problem: .emptyFile) }
    guard let format = ImageFormat.detect(&file) else { return Outcome(problem: .notAnImage) }
    do throws(ImageProblem) {
      var isComplete = true
      var header: ImageHeader
      switch format {
      case .png:
        header = try PNGHeader.read(&file)
        let ending = PNGHeader.ending(&file)
        isComplete = ending != .truncated
        if ending == .withoutEnd { header.traits.insert(.noEndMarker) }
      case .jpeg:
        let result = try JPEGHeader.read(&file)
        header = result.header
        isComplete = JPEGHeader.hasEndMarker(&file, after: result.frameEnd)
      case .webp:
        header = try WebPHeader.read(&file)
        isComplete = WebPHeader.isComplete(&file)
      case .bmp:
        let result = try BMPHeader.read(&file)
        header = result.header
        isComplete = result.requiredSize <= file.size
      case .gif: header = try GIFHeader.read(&file)
      default: return Outcome(problem: .unsupported(format))
      }
      header.kohyaSize = KohyaImageSize.read(&file, header: header)
      return judge(header, isComplete: isComplete)
    } catch {
      return Outcome(problem: error)
    }
  }

  private static func judge(_ header: ImageHeader, isComplete: Bool) -> Outcome {
    var header = header
    let size = header.size
    if size.width == 0 || size.height == 0 { return Outcome(problem: .zeroDimension(size)) }
    if size.area > ImageHeader.refusedArea { return Outcome(header: header, problem: .tooManyPixels(size)) }
    if size.area > ImageHeader.warningArea { header.traits.insert(.huge) }
    if !isComplete { return Outcome(header: header, problem: .truncatedData(header.format)) }
    return Outcome(header: header, problem: header.kohyaSize == nil ? .notMeasuredBySDScripts(header.format) : nil)
  }
}
