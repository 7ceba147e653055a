internal import CLoracImages

/// PNG, JPEG, WebP and BMP files to pictures as a viewer shows them: upright, in sRGB, with their alpha.
///
/// EXIF's orientation is applied (JPEG's APP1, PNG's eXIf, WebP's EXIF); colours become sRGB by the embedded profile, or by
/// a PNG file's gAMA and cHRM; samples of 16 bits are scaled; palettes and transparent colours become alpha. Of an
/// animation the first frame is taken. ``ImageDecoder`` is the other road, that of kohya's trainer.
package enum PhotoDecoder {
  /// What the header of `bytes`, those of a whole file, says, without decoding pixels.
  package static func header(_ bytes: [UInt8]) throws(ImageError) -> PhotoHeader {
    try with(bytes) { photo, format in .success(PhotoHeader(photo, format, bytes)) }
  }

  /// The picture in `bytes`, those of a whole file.
  ///
  /// A file that states more than `largestPixels` is refused before memory is taken. JPEG files that are to shrink to
  /// `sufficient` or less are decoded at 1/2, 1/4 or 1/8 of their size, never below `sufficient`; it is measured on the
  /// whole picture as shown, and ``Photo/fullSize`` tells what the size would have been.
  package static func decode(
    _ bytes: [UInt8], largestPixels: Int = ImageDecoder.mostPixels, sufficient: PictureSize? = nil
  ) throws(ImageError) -> Photo {
    try with(bytes) { photo, format in
      let header = PhotoHeader(photo, format, bytes)
      let limit = min(largestPixels, ImageDecoder.mostPixels)
      guard header.size.pixels <= limit else {
        return .failure(.tooLarge(width: header.size.width, height: header.size.height, limit: limit))
      }
      let wanted = sufficient.map { header.isTurned ? $0.turned : $0 } ?? header.storedSize
      return read(photo, header, format, bytes, reduction: reduce(photo, to: wanted))
    }
  }

  /// Halves `photo` as often as it stays at least as large as `size`, and says how many pixels become one.
  private static func reduce(_ photo: OpaquePointer, to size: PictureSize) -> Int {
    let (width, height) = (Int(lorac_photo_width(photo)), Int(lorac_photo_height(photo)))
    var denominator = 1
    while denominator < 8, width >= size.width * denominator * 2, height >= size.height * denominator * 2 {
      denominator *= 2
    }
    return denominator > 1 ? Int(lorac_photo_reduce(photo, UInt32(denominator))) : 1
  }

  private static func read(
    _ photo: OpaquePointer, _ header: PhotoHeader, _ format: DecodableFormat, _ bytes: [UInt8],
    reduction: Int
  ) -> Result<Photo, ImageError> {
    let (width, height) = (Int(lorac_photo_width(photo)), Int(lorac_photo_height(photo)))
    let profile = PhotoMetadata(bytes, format).profile
    var failure = lorac_image_failure()
    var isDone = false
    var conversion = LORAC_PHOTO_IS_SRGB
    var hasAlpha = header.hasAlpha
    let pixels = [UInt8](unsafeUninitializedCapacity: width * height * 4) { buffer, count in
      isDone = lorac_photo_read(photo, buffer.baseAddress, &failure)
      count = isDone ? buffer.count : 0
      guard isDone else { return }
      conversion = profile.withUnsafeBufferPointer {
        lorac_photo_to_srgb(photo, $0.count > 0 ? $0.baseAddress : nil, $0.count, buffer.baseAddress, width * height)
      }
      hasAlpha = hasAlpha && lorac_rgba_shows_through(buffer.baseAddress, width * height)
    }
    guard isDone else { return .failure(ImageError(failure, format: format, width: width, height: height)) }
    let stored = RGBAImage(width: width, height: height, hasAlpha: hasAlpha, bytes: pixels)
    return .success(
      Photo(
        image: stored.oriented(header.orientation), header: header, profile: PhotoProfile(conversion),
        reduction: reduction))
  }

  /// Calls `body` with the reader of `bytes`, whose size is not empty.
  private static func with<Value>(
    _ bytes: [UInt8], _ body: (OpaquePointer, DecodableFormat) -> Result<Value, ImageError>
  ) throws(ImageError) -> Value {
    let format: DecodableFormat
    switch ImageFileFormat(bytes) {
    case .decodable(let known): format = known
    case .foreign(let name): throw .foreignFormat(name)
    case nil: throw .notAnImage
    }
    let result: Result<Value, ImageError> = bytes.withUnsafeBufferPointer { buffer in
      var failure = lorac_image_failure()
      guard let photo = lorac_photo_open(format.code, buffer.baseAddress, buffer.count, &failure) else {
        return .failure(ImageError(failure, format: format, width: 0, height: 0))
      }
      defer { lorac_photo_close(photo) }
      let (width, height) = (Int(lorac_photo_width(photo)), Int(lorac_photo_height(photo)))
      guard width > 0, height > 0 else { return .failure(.empty(width: width, height: height)) }
      return body(photo, format)
    }
    return try result.get()
  }
}

extension PhotoHeader {
  fileprivate init(_ photo: OpaquePointer, _ format: DecodableFormat, _ bytes: [UInt8]) {
    self.init(
      format: format,
      storedSize: PictureSize(width: Int(lorac_photo_width(photo)), height: Int(lorac_photo_height(photo))),
      orientation: PhotoMetadata(bytes, format).orientation, hasAlpha: lorac_photo_has_alpha(photo))
  }
}

extension PhotoProfile {
  fileprivate init(_ conversion: lorac_photo_conversion) {
    switch conversion {
    case LORAC_PHOTO_CONVERTED: self = .converted
    case LORAC_PHOTO_PROFILE_UNUSABLE: self = .unusable
    default: self = .none
    }
  }
}
