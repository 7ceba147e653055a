internal import CLoracImages

/// Bytes of PNG, JPEG, WebP and BMP files to RGB, equal to Pillow's `Image.open(file).convert("RGB")`.
///
/// That is what sd-scripts trains on (train_util.py, `load_image`): EXIF's orientation and colour profiles are
/// ignored, alpha is dropped and hidden colours show, gray of 16 bits is cut at 255 instead of scaled. A few files that
/// Pillow opens are refused: PNG files that lack rows or are damaged right behind the last one, Apple's variant of PNG,
/// and BMP files whose gray palette Pillow takes for another bit depth.
package enum ImageDecoder {
  /// Most pixels of a picture, twice Pillow's `MAX_IMAGE_PIXELS`.
  package static let mostPixels = 178_956_970

  /// The picture in `bytes`, which are those of a whole file.
  package static func decode(_ bytes: [UInt8]) throws(ImageError) -> RGBImage {
    switch ImageFileFormat(bytes) {
    case .decodable(let format): try decode(bytes, as: format)
    case .foreign(let name): throw .foreignFormat(name)
    case nil: throw .notAnImage
    }
  }

  private static func decode(_ bytes: [UInt8], as format: DecodableFormat) throws(ImageError) -> RGBImage {
    let result = bytes.withUnsafeBufferPointer { decode($0, as: format) }
    return try result.get()
  }

  private static func decode(
    _ bytes: UnsafeBufferPointer<UInt8>, as format: DecodableFormat
  ) -> Result<RGBImage, ImageError> {
    var failure = lorac_image_failure()
    guard let reader = lorac_image_open(format.code, bytes.baseAddress, bytes.count, &failure) else {
      return .failure(ImageError(failure, format: format, width: 0, height: 0))
    }
    defer { lorac_image_close(reader) }
    let width = Int(lorac_image_width(reader))
    let height = Int(lorac_image_height(reader))
    guard width > 0, height > 0 else { return .failure(.empty(width: width, height: height)) }
    // Both come from 32 bits, so the product does not overflow.
    guard width * height <= mostPixels else { return .failure(.tooLarge(width: width, height: height)) }

    var isDone = false
    let pixels = [UInt8](unsafeUninitializedCapacity: width * height * 3) { buffer, count in
      isDone = lorac_image_read(reader, buffer.baseAddress, &failure)
      count = isDone ? buffer.count : 0
    }
    guard isDone else { return .failure(ImageError(failure, format: format, width: width, height: height)) }
    return .success(RGBImage(width: width, height: height, bytes: pixels))
  }
}

extension DecodableFormat {
  /// CLoracImages' word for this format.
  var code: lorac_image_format {
    switch self {
    case .png: LORAC_IMAGE_PNG
    case .jpeg: LORAC_IMAGE_JPEG
    case .webP: LORAC_IMAGE_WEBP
    case .bmp: LORAC_IMAGE_BMP
    }
  }
}

extension ImageError {
  /// What CLoracImages reported of a picture of `width` × `height` pixels, 0 where they are not known.
  init(_ failure: lorac_image_failure, format: DecodableFormat, width: Int, height: Int) {
    let reason = withUnsafeBytes(of: failure.reason) { bytes in
      String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
    }
    switch failure.status {
    case LORAC_IMAGE_TRUNCATED: self = .truncated(format, reason: reason)
    case LORAC_IMAGE_UNSUPPORTED: self = .unsupportedVariant(format, reason: reason)
    case LORAC_IMAGE_OUT_OF_MEMORY: self = .outOfMemory(width: width, height: height)
    default: self = .corrupt(format, reason: reason)
    }
  }
}
