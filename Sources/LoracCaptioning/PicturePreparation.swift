internal import LoracImages
package import LoracJSON

/// How a picture becomes the numbers that a BLIP model looks at, from its `preprocessor_config.json`.
///
/// As transformers' BlipImageProcessor does it: resized by Pillow, whatever the sides; then two steps in single precision.
package struct PicturePreparation: Sendable, Hashable {
  private let interpolation: ResizeInterpolation
  /// For each channel the numbers of the values from 0 to 255.
  private let levels: [[Float]]

  /// CLIP's means and deviations of red, green and blue.
  private static let mean: [Float] = [0.48145466, 0.4578275, 0.40821073]
  private static let deviation: [Float] = [0.26862954, 0.26130258, 0.27577711]

  /// Reads the file's object; without one everything is as published and the size is the model's.
  ///
  /// - Throws: All values that cannot be followed; the size must be the model's, `imageSize`.
  package init(_ json: JSONValue?, imageSize: Int) throws(SettingProblems) {
    var reader = SettingReader(json)
    interpolation = reader.interpolation()
    let factor = reader.factor()
    let (mean, deviation) = (
      reader.channels("image_mean", Self.mean, least: -1e6),
      reader.channels("image_std", Self.deviation, least: .leastNormalMagnitude)
    )
    let normalizes = reader.flag("do_normalize")
    if json != nil { reader.checkSize(imageSize) }
    if reader["do_resize"] == false { reader.refuse("do_resize", allowed: "true") }
    guard reader.problems.isEmpty else { throw SettingProblems(reader.problems) }
    levels = (0..<3).map { channel in
      (0...255).map { level in
        let value = factor.map { Float(Double(level) * $0) } ?? Float(level)
        return normalizes ? (value - mean[channel]) / deviation[channel] : value
      }
    }
  }

  /// The patches of `image` in the size of `vision`, row by row, each channel by channel.
  func patches(of image: RGBImage, for vision: BLIPConfiguration.Vision) throws(ImageError) -> [Float] {
    let (size, side, count) = (vision.imageSize, vision.patchSize, vision.patchesPerSide)
    let picture = try image.resized(width: size, height: size, interpolation: interpolation)
    return [Float](unsafeUninitializedCapacity: count * count * vision.patchCount) { numbers, filled in
      picture.bytes.withUnsafeBufferPointer { bytes in
        for row in 0..<count {
          for column in 0..<count {
            for (channel, levels) in levels.enumerated() {
              for y in row * side..<(row + 1) * side {
                for x in column * side..<(column + 1) * side {
                  numbers.initializeElement(at: filled, to: levels[Int(bytes[(y * size + x) * 3 + channel])])
                  filled += 1
                }
              }
            }
          }
        }
      }
    }
  }
}

extension SettingReader {
  /// Pillow's number of a filter.
  fileprivate mutating func interpolation() -> ResizeInterpolation {
    switch self["resample"] {
    case nil, .integer(3)?: return .bicubic
    case .integer(1)?: return .lanczos
    case .integer(4)?: return .box
    default:
      refuse("resample", allowed: "3 (bicubic), 1 (Lanczos) or 4 (box)")
      return .bicubic
    }
  }

  /// By what values are multiplied; nil if they are not.
  fileprivate mutating func factor() -> Double? {
    let factor: Double
    switch self["rescale_factor"] {
    case nil: factor = 1.0 / 255
    case .number(let number)?: factor = number
    case .integer(let number)?: factor = Double(number)
    default:
      refuse("rescale_factor", allowed: "a number")
      return nil
    }
    return flag("do_rescale") ? factor : nil
  }

  fileprivate mutating func flag(_ key: String) -> Bool {
    switch self[key] {
    case nil, true?: return true
    case false?: return false
    default:
      refuse(key, allowed: "true or false")
      return true
    }
  }

  fileprivate mutating func channels(_ key: String, _ standard: [Float], least: Float) -> [Float] {
    guard let value = self[key] else { return standard }
    var numbers: [Float] = []
    if case .array(let elements) = value {
      numbers = elements.compactMap {
        switch $0 {
        case .integer(let number): Float(number)
        case .number(let number): Float(number)
        default: nil
        }
      }.filter { $0.isFinite && $0 >= least }
    }
    guard numbers.count == 3, case .array(let elements) = value, elements.count == 3 else {
      refuse(key, allowed: least > 0 ? "three numbers above 0" : "three numbers")
      return standard
    }
    return numbers
  }

  /// `{"height": 384, "width": 384}`, or one number for both.
  fileprivate mutating func checkSize(_ size: Int) {
    switch self["size"] {
    case nil where size == 384: return
    case .integer(size)?: return
    case .object(let members)?:
      let sides = ["height", "width"].map { side in members.first { $0.key == side }?.value }
      if sides.allSatisfy({ $0 == .integer(size) }) { return }
      let text = zip(["height", "width"], sides).map { name, side in
        if case .integer(let pixels)? = side { "\(name) \(pixels)" } else { "\(name) missing" }
      }
      refuse("size", allowed: "the model's size, \(size)×\(size)", seen: text.joined(separator: ", "))
      return
    default: break
    }
    refuse("size", allowed: "the model's size, \(size)×\(size)", seen: self["size"] == nil ? "384×384 by default" : nil)
  }
}
