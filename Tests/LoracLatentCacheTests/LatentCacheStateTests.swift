import Glibc
import LoracLatentCache
import LoracTestSupport
import Testing

@Suite struct LatentCacheStateTests {
  static let origin = LatentOrigin(
    image: String(repeating: "1", count: 64), encoder: String(repeating: "2", count: 64))
  static let request = LatentCacheRequest(
    bucketWidth: 24, bucketHeight: 16, imageWidth: 37, imageHeight: 23, needsFlipped: false, origin: origin)

  static func cache(origin: LatentOrigin?) -> CachedLatents {
    CachedLatents(
      width: 3, height: 2, latents: (0..<24).map(Float.init), originalWidth: 37, originalHeight: 23,
      crop: CropBounds(bucketWidth: 24, bucketHeight: 16, imageWidth: 37, imageHeight: 23), origin: origin)
  }

  static func setTime(_ path: String, seconds: Int) {
    let time = timespec(tv_sec: seconds, tv_nsec: 0)
    utimensat(AT_FDCWD, path, [time, time], 0)
  }

  /// The state of a cache that was written at 2000 s, for an image that was written at `written` seconds.
  static func state(
    _ cache: CachedLatents, written: Int = 1000, _ request: LatentCacheRequest = request
  ) throws -> LatentCacheState {
    let folder = try TemporaryDirectory()
    let image = try folder.write([1], to: "a.png")
    let path = "\(folder.path)/a_0037x0023_sd.npz"
    try LatentCache.write(cache, to: path)
    setTime(image, seconds: written)
    setTime(path, seconds: 2000)
    return LatentCache.state(at: path, image: image, request: request)
  }

  @Test func usesWhatFits() throws {
    for cache in [Self.cache(origin: Self.origin), Self.cache(origin: nil)] {
      #expect(try Self.state(cache) == .usable(cache))
    }
  }

  @Test func trustsHashesMoreThanTimes() throws {
    let cache = Self.cache(origin: Self.origin)
    #expect(try Self.state(cache, written: 3000) == .usable(cache))
    #expect(try Self.state(Self.cache(origin: nil), written: 3000) == .stale(.imageNewer))
    var request = Self.request
    request.origin = LatentOrigin(image: String(repeating: "3", count: 64), encoder: Self.origin.encoder)
    #expect(try Self.state(cache, request) == .stale(.imageChanged))
    request.origin = LatentOrigin(image: Self.origin.image, encoder: String(repeating: "3", count: 64))
    #expect(try Self.state(cache, request) == .stale(.encoderChanged))
  }

  @Test func saysWhatDoesNotFit() throws {
    let cache = Self.cache(origin: nil)
    var request = Self.request
    request.needsFlipped = true
    #expect(try Self.state(cache, request) == .stale(.flippedMissing))
    request.imageHeight = 24
    #expect(try Self.state(cache, request) == .stale(.imageSize(width: 37, height: 23)))
    request.bucketWidth = 32
    #expect(try Self.state(cache, request) == .stale(.bucket(width: 24, height: 16)))
  }

  @Test func tellsAbsentFromUnreadable() throws {
    let folder = try TemporaryDirectory()
    let path = "\(folder.path)/a.npz"
    #expect(LatentCache.state(at: path, image: path, request: Self.request) == .absent)
    try folder.write("no zip", to: "a.npz")
    let state = LatentCache.state(at: path, image: path, request: Self.request)
    #expect(state == .unreadable(.unsupported("it is not an npz file")))
  }
}
