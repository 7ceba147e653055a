/// Why an image cannot be trained; every one of them stops sd-scripts, here or while loading.
package enum ImageProblem: Error, Hashable, Sendable {
  /// Zero bytes.
  case emptyFile
  /// A folder, pipe, socket or device that has an image's name.
  case notAFile
  /// A symbolic link to nothing.
  case brokenLink
  /// The system refused to open or read it; the number is `errno`.
  case unreadable(errno: Int32)
  /// No known signature.
  case notAnImage
  /// Another format than sd-scripts' image extensions promise, whose size is not read here.
  case unsupported(ImageFormat)
  /// The file ends within the header.
  case truncatedHeader(ImageFormat)
  /// The header contradicts its format.
  case malformedHeader(ImageFormat)
  /// The header is whole but pixels are missing.
  case truncatedData(ImageFormat)
  /// A sound file whose size imagesize fails to read, so that sd-scripts stops: stray bytes between JPEG segments.
  case notMeasuredBySDScripts(ImageFormat)
  /// Width or height is zero.
  case zeroDimension(PixelSize)
  /// More pixels than Pillow accepts (`ImageHeader.refusedArea`).
  case tooManyPixels(PixelSize)
}
