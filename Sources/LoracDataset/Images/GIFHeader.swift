/// Reads the logical screen of a GIF; sd-scripts only meets one under another format's name.
enum GIFHeader {
  /// The header, or why there is none.
  static func read(_ file: inout FileWindow) throws(ImageProblem) -> ImageHeader {
    guard let width = file.little(2, at: 6), let height = file.little(2, at: 8) else { throw .truncatedHeader(.gif) }
    return ImageHeader(format: .gif, size: PixelSize(width: width, height: height), traits: .palette)
  }
}
