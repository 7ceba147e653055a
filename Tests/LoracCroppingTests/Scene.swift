import LoracImages
import LoracTestSupport

/// A made-up picture with one subject whose place is known.
struct Scene {
  let image: RGBAImage
  let subject: PixelBox

  private init(image: RGBAImage, subject: PixelBox) {
    self.image = image
    self.subject = subject
  }

  /// Kinds: 0 a coloured, striped subject before a sloping background with grain, 1 a faint one, 2 one before a busy
  /// texture, 3 a textured gray one before gray.
  init(width: Int, height: Int, kind: Int, random: inout SplitMix) {
    let side = max(1, min(width, height))
    let (w, h) = (
      max(1, side * Int.random(in: 25...50, using: &random) / 100),
      max(1, side * Int.random(in: 25...60, using: &random) / 100)
    )
    let box = PixelBox(
      left: Int.random(in: 0...max(0, width - w), using: &random),
      top: Int.random(in: 0...max(0, height - h), using: &random),
      width: min(w, width), height: min(h, height))
    func colour() -> [Int] { (0..<3).map { _ in Int.random(in: 40...215, using: &random) } }
    let far = kind == 3 ? [120, 120, 120] : colour()
    let slope = Int.random(in: -60...60, using: &random)
    var near = kind == 3 ? [150, 150, 150] : colour()
    // At least somewhat different from the background.
    let least = kind == 1 ? 45 : 90
    if zip(near, far).map({ abs($0 - $1) }).max() ?? 0 < least {
      near[0] = far[0] > 127 ? far[0] - least : far[0] + least
    }
    var bytes: [UInt8] = []
    bytes.reserveCapacity(width * height * 4)
    for y in 0..<height {
      for x in 0..<width {
        let (u, v) = (x - box.left, y - box.top)
        // An ellipse within the box.
        let (a, b) = ((2 * u - box.width) * 1000 / box.width, (2 * v - box.height) * 1000 / box.height)
        let isInside = a * a + b * b < 1_000_000
        let grain = Int(random.next() % 13) - 6
        let texture = kind == 2 ? ((x / 3 + y / 4) % 2 == 0 ? 14 : -14) : 0
        let stripes = u / 3 % 2 == 0 ? 25 : -25
        for channel in 0..<3 {
          let value = isInside ? near[channel] + (kind == 1 ? 0 : stripes) : far[channel] + slope * y / height + texture
          bytes.append(UInt8(max(0, min(255, value + grain))))
        }
        bytes.append(255)
      }
    }
    self.init(image: RGBAImage(width: width, height: height, hasAlpha: false, bytes: bytes), subject: box)
  }

  /// Rows and columns exchanged.
  var transposed: Scene {
    Scene(
      image: image.oriented(5),
      subject: PixelBox(left: subject.top, top: subject.left, width: subject.height, height: subject.width))
  }

  /// A picture in which nothing stands out.
  static func plain(width: Int, height: Int) -> RGBAImage {
    RGBAImage(
      width: width, height: height, hasAlpha: false,
      bytes: (0..<width * height).flatMap { _ in [90, 120, 150, 255] as [UInt8] })
  }
}

extension RGBAImage {
  /// This picture with another alpha, one byte per pixel.
  func withAlpha(_ alpha: [UInt8]) -> RGBAImage {
    let bytes = bytes.enumerated().map { $0.offset % 4 == 3 ? alpha[$0.offset / 4] : $0.element }
    return RGBAImage(width: width, height: height, hasAlpha: true, bytes: bytes)
  }
}
