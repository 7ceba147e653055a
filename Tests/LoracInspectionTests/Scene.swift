import LoracImages
import LoracTestSupport

/// Pictures for tests, drawn from a seed: blobs of colour over a slope, so that each seed looks different.
struct Scene {
  let seed: UInt64
  var brightness = 1.0
  var noise = 0
  var blur = 1

  /// The picture in a size.
  func image(_ width: Int, _ height: Int) -> RGBAImage {
    var random = SplitMix(seed: seed)
    let blobs = (0..<12).map { _ in
      (
        x: Double.random(in: 0...1, using: &random), y: Double.random(in: 0...1, using: &random),
        radius: Double.random(in: 0.05...0.3, using: &random),
        colour: (0..<3).map { _ in Double.random(in: 0...255, using: &random) }
      )
    }
    let slope = Double.random(in: -60...60, using: &random)
    var bytes: [UInt8] = []
    bytes.reserveCapacity(width * height * 4)
    for y in 0..<height {
      for x in 0..<width {
        // Blurred pictures are drawn in coarser steps and smoothed by what reads them.
        let (u, v) = (Double(x / blur * blur) / Double(width), Double(y / blur * blur) / Double(height))
        var colour = [120.0, 120, 120].map { $0 + slope * (u - v) }
        for blob in blobs where (u - blob.x) * (u - blob.x) + (v - blob.y) * (v - blob.y) < blob.radius * blob.radius {
          colour = blob.colour
        }
        for channel in colour {
          let jitter = noise > 0 ? Double(Int.random(in: -noise...noise, using: &random)) : 0
          bytes.append(UInt8(max(0, min(255, channel * brightness + jitter))))
        }
        bytes.append(255)
      }
    }
    return RGBAImage(width: width, height: height, hasAlpha: false, bytes: bytes)
  }
}

extension RGBAImage {
  /// The picture mirrored from left to right.
  var mirrored: RGBAImage { oriented(2) }

  /// The picture smoothed: scaled down and up again.
  func blurred(by factor: Int) throws -> RGBAImage {
    try resized(to: PictureSize(width: max(1, width / factor), height: max(1, height / factor))).resized(to: size)
  }
}
