internal import LoracFiles

/// What a cache must fit to be used.
package struct LatentCacheRequest: Sendable, Hashable {
  /// The bucket's width in pixels.
  package var bucketWidth: Int
  /// The bucket's height in pixels.
  package var bucketHeight: Int
  /// The image's own width.
  package var imageWidth: Int
  /// The image's own height.
  package var imageHeight: Int
  /// Whether latents of the flipped picture are needed.
  package var needsFlipped: Bool
  /// The hashes of the image and the VAE as they are now.
  package var origin: LatentOrigin

  /// A request of all of these.
  package init(
    bucketWidth: Int, bucketHeight: Int, imageWidth: Int, imageHeight: Int, needsFlipped: Bool,
    origin: LatentOrigin
  ) {
    self.bucketWidth = bucketWidth
    self.bucketHeight = bucketHeight
    self.imageWidth = imageWidth
    self.imageHeight = imageHeight
    self.needsFlipped = needsFlipped
    self.origin = origin
  }
}

/// Whether a cache can be used for an image.
package enum LatentCacheState: Sendable, Hashable {
  /// There is no cache.
  case absent
  /// The cache fits. Its `origin` is nil if kohya wrote it: then which VAE made it cannot be known.
  case usable(CachedLatents)
  /// The cache is of something else, and must be made anew.
  case stale(Reason)
  /// The file is damaged or no cache.
  case unreadable(LatentCacheError)

  /// Why a cache must be made anew.
  package enum Reason: Sendable, Hashable {
    /// It was made for a bucket of that size in pixels.
    case bucket(width: Int, height: Int)
    /// It was made of an image of that size.
    case imageSize(width: Int, height: Int)
    /// Latents of the flipped picture are missing.
    case flippedMissing
    /// The image's bytes, or the way to resize it, are others than when the cache was made.
    case imageChanged
    /// It was made with another VAE.
    case encoderChanged
    /// It does not say from which bytes it was made, and the image was written after it.
    case imageNewer

    /// The reason, as the end of a sentence: "The cache is made anew: …".
    package var explanation: String {
      switch self {
      case .bucket(let width, let height): "it is for a bucket of \(width)×\(height)"
      case .imageSize(let width, let height): "it is of an image of \(width)×\(height)"
      case .flippedMissing: "it has no latents of the flipped image"
      case .imageChanged: "the image, or how it is resized, has changed"
      case .encoderChanged: "it was made with another VAE"
      case .imageNewer: "the image is newer than its cache"
      }
    }
  }
}

extension LatentCache {
  /// Whether the cache at `path` can be used for the image at `image`.
  ///
  /// sd-scripts looks only whether the arrays are there, so it trains on latents of a picture that was replaced by
  /// another of the same size, or made with another VAE. Caches that lorac wrote carry hashes of both, which decide;
  /// for others, the image must not have been written after the cache.
  package static func state(
    at path: String, image: String, request: LatentCacheRequest
  ) -> LatentCacheState {
    let cache: CachedLatents
    do throws(LatentCacheError) {
      cache = try read(path)
    } catch {
      if case .file(let failure) = error, failure.isMissing { return .absent }
      return .unreadable(error)
    }
    if let reason = cache.mismatch(with: request) { return .stale(reason) }
    if cache.origin == nil {
      guard let made = FileSystem.modificationTime(of: path),
        let written = FileSystem.modificationTime(of: image),
        written <= made
      else { return .stale(.imageNewer) }
    }
    return .usable(cache)
  }
}

extension CachedLatents {
  /// What does not fit, nil if all does that the cache itself tells.
  package func mismatch(with request: LatentCacheRequest) -> LatentCacheState.Reason? {
    if width != request.bucketWidth / 8 || height != request.bucketHeight / 8 {
      return .bucket(width: width * 8, height: height * 8)
    }
    if originalWidth != request.imageWidth || originalHeight != request.imageHeight {
      return .imageSize(width: originalWidth, height: originalHeight)
    }
    if request.needsFlipped, flipped == nil { return .flippedMissing }
    guard let origin else { return nil }
    if origin.image != request.origin.image { return .imageChanged }
    return origin.encoder == request.origin.encoder ? nil : .encoderChanged
  }
}
