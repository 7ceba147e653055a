/// One image of a folder, as read from disk.
package struct DatasetImage: Hashable, Sendable {
  /// The file name.
  package var name: FileName
  /// Size of the file in bytes; 0 where it could not be opened.
  package var byteCount: Int
  /// Digest of the size and the first and last 4 KiB; 0 where it could not be read.
  package var digest: ContentDigest
  /// What the header says; nil where it could not be understood.
  package var header: ImageHeader?
  /// Why the image cannot be trained; nil where it can.
  package var problem: ImageProblem?
  /// Its caption file.
  package var caption: Caption

  /// An image.
  package init(
    name: FileName, byteCount: Int, digest: ContentDigest, header: ImageHeader?, problem: ImageProblem?,
    caption: Caption
  ) {
    self.name = name
    self.byteCount = byteCount
    self.digest = digest
    self.header = header
    self.problem = problem
    self.caption = caption
  }

  /// The true format where the extension promises another; Pillow reads such files all the same.
  package var disagreeingFormat: ImageFormat? {
    guard let format = header?.format, let promised = ImageExtensions.promisedFormat(of: name.text) else { return nil }
    return format == promised ? nil : format
  }
}
