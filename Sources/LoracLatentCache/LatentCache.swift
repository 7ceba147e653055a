package import LoracFiles

/// sd-scripts' latent caches on disk for SD 1, 2 and SDXL: an npz file beside each image (strategy_base.py).
///
/// sd-scripts reads what is written here and the other way round. Files hold latents as [4, height, width]; in memory
/// channels come last.
package enum LatentCache {
  /// Most bytes of a cache that is read.
  package static let mostBytes = 1 << 30

  /// The models that caches are told apart by.
  package enum Family: String, Sendable, Hashable {
    /// SD 1 and 2.
    case stableDiffusion = "_sd.npz"
    /// SDXL.
    case sdxl = "_sdxl.npz"
  }

  /// The cache of the image at `path`, whose size sd-scripts takes for `width` × `height` (strategy_sd.py:151).
  ///
  /// A `name.npz` beside the image, the layout of old versions, goes before `name_0512x0768_sd.npz`.
  package static func path(ofImage path: String, width: Int, height: Int, family: Family) -> String {
    let stem = Self.stem(of: path)
    let old = stem + ".npz"
    if FileSystem.kind(of: old) != nil { return old }
    return "\(stem)_\(padded(width))x\(padded(height))\(family.rawValue)"
  }

  /// A path without its extension, as Python's `os.path.splitext` cuts it: leading dots of a name begin none.
  static func stem(of path: String) -> String {
    let bytes = Array(path.utf8)
    let name = (bytes.lastIndex(of: UInt8(ascii: "/")) ?? -1) + 1
    let dot = UInt8(ascii: ".")
    guard let last = bytes[name...].lastIndex(of: dot),
      bytes[name..<last].contains(where: { $0 != dot })
    else {
      return path
    }
    return String(decoding: bytes[..<last], as: UTF8.self)
  }

  private static func padded(_ size: Int) -> String {
    let digits = String(size)
    return String(repeating: "0", count: max(0, 4 - digits.utf8.count)) + digits
  }

  /// The cache at `path`.
  package static func read(_ path: String) throws(LatentCacheError) -> CachedLatents {
    let bytes: [UInt8]
    do throws(FileError) {
      bytes = try FileSystem.read(path, limit: mostBytes)
    } catch {
      throw .file(error)
    }
    return try parse(bytes)
  }

  /// Writes a cache under a temporary name, then renames it; a cache that was there is replaced.
  package static func write(_ latents: CachedLatents, to path: String) throws(FileError) {
    try FileSystem.write(serialize(latents), to: path)
  }
}
