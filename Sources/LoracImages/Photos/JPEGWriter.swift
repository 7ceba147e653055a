internal import CLoracImages
internal import Glibc

/// Pictures to JPEG files, always to the same bytes with the same libjpeg.
package enum JPEGWriter {
  /// The file of an opaque picture; `quality` from 1 to 100 is libjpeg's.
  ///
  /// - Throws: ``ImageError/outOfMemory(width:height:)``, or ``ImageError/unsupportedVariant(_:reason:)`` for sides of more
  ///   than 65,500 pixels.
  package static func encode(_ image: RGBImage, quality: Int) throws(ImageError) -> [UInt8] {
    precondition((1...100).contains(quality), "quality \(quality)")
    var file = lorac_jpeg_file()
    var failure = lorac_image_failure()
    let isDone = image.bytes.withUnsafeBufferPointer {
      lorac_jpeg_write($0.baseAddress, UInt32(image.width), UInt32(image.height), Int32(quality), &file, &failure)
    }
    defer { free(file.bytes) }
    guard isDone else { throw ImageError(failure, format: .jpeg, width: image.width, height: image.height) }
    return Array(UnsafeBufferPointer(start: file.bytes, count: Int(file.count)))
  }
}
