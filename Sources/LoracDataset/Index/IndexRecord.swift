/// How one image stands in an index file: numbers of fixed size, little-endian; texts are in the heap behind them.
enum IndexRecord {
  /// Bytes of a record.
  static let byteCount = 120

  // MARK: Places of the fields within a record
  /// Two 32-bit numbers: start in the heap and length of the file name.
  static let name = 0
  /// Stamp of the image file.
  static let imageStamp = 8
  /// Stamp of the caption file.
  static let captionStamp = 40
  /// `DatasetImage.digest`.
  static let digest = 72
  /// `DatasetImage.byteCount`.
  static let size = 80
  /// Width and height, 32 bits each: the header's, or the problem's where that names a size.
  static let pixels = 88
  /// Width and height that sd-scripts measures.
  static let kohyaPixels = 96
  /// Format's place in `ImageFormat.allCases` plus one; 0 without header.
  static let format = 104
  static let orientation = 105
  static let traits = 106
  /// 1 where sd-scripts measures a size.
  static let isMeasured = 107
  /// `ImageProblemCode`.
  static let problem = 108
  /// As `format`, for the problem.
  static let problemFormat = 109
  /// `CaptionCode`.
  static let caption = 110
  static let captionTraits = 111
  /// Two 32-bit numbers: start in the heap and length of the caption; or the place of the byte that is not UTF-8.
  static let text = 112

  /// What stands for an image's problem.
  enum ImageProblemCode: UInt8 {
    /// The image file is not indexed.
    case notIndexed, none, emptyFile, notAnImage, unsupported, truncatedHeader, malformedHeader, truncatedData
    case notMeasured, zeroDimension, tooManyPixels
  }

  /// What stands for a caption.
  enum CaptionCode: UInt8 {
    /// The caption file is not indexed.
    case notIndexed, text, empty, notUTF8, tooLarge
  }

  /// The number that stands for a format.
  static func code(_ format: ImageFormat?) -> UInt8 {
    format.flatMap { ImageFormat.allCases.firstIndex(of: $0) }.map { UInt8($0 + 1) } ?? 0
  }

  /// The format that a number stands for.
  static func format(_ code: UInt8) -> ImageFormat? {
    code > 0 && code <= ImageFormat.allCases.count ? ImageFormat.allCases[Int(code) - 1] : nil
  }
}

extension IndexRecord.ImageProblemCode {
  /// The code of a problem, with its format and its size; nil for problems that lie outside the file.
  static func of(_ problem: ImageProblem?) -> (code: Self, format: ImageFormat?, size: PixelSize?)? {
    switch problem {
    case nil: (.none, nil, nil)
    case .emptyFile?: (.emptyFile, nil, nil)
    case .notAnImage?: (.notAnImage, nil, nil)
    case .unsupported(let format)?: (.unsupported, format, nil)
    case .truncatedHeader(let format)?: (.truncatedHeader, format, nil)
    case .malformedHeader(let format)?: (.malformedHeader, format, nil)
    case .truncatedData(let format)?: (.truncatedData, format, nil)
    case .notMeasuredBySDScripts(let format)?: (.notMeasured, format, nil)
    case .zeroDimension(let size)?: (.zeroDimension, nil, size)
    case .tooManyPixels(let size)?: (.tooManyPixels, nil, size)
    case .notAFile?, .brokenLink?, .unreadable?: nil
    }
  }

  /// The problem; the outer nil where the numbers make no sense.
  func problem(format: ImageFormat?, size: PixelSize) -> ImageProblem?? {
    switch self {
    case .notIndexed: nil
    case .none: .some(nil)
    case .emptyFile: .emptyFile
    case .notAnImage: .notAnImage
    case .unsupported: format.map { .unsupported($0) }
    case .truncatedHeader: format.map { .truncatedHeader($0) }
    case .malformedHeader: format.map { .malformedHeader($0) }
    case .truncatedData: format.map { .truncatedData($0) }
    case .notMeasured: format.map { .notMeasuredBySDScripts($0) }
    case .zeroDimension: .zeroDimension(size)
    case .tooManyPixels: .tooManyPixels(size)
    }
  }
}
