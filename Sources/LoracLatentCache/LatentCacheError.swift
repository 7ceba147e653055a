package import LoracFiles

/// Why a latent cache could not be read.
package enum LatentCacheError: Error, Sendable, Hashable {
  /// The system refused the file.
  case file(FileError)
  /// The bytes contradict the zip or npy format.
  case damaged(String)
  /// The file is valid but has something that latent caches of kohya or lorac have not.
  case unsupported(String)
  /// The array of that name, which every cache has, is not in the file.
  case missingArray(String)
  /// The latents, flipped latents or mask hold a number that is infinite or not a number.
  case notFinite(String)

  /// What is wrong, as the end of a sentence that begins with the file's name: "… is damaged: …".
  package var explanation: String {
    switch self {
    case .file(let error): "cannot be read: \(error.reason)"
    case .damaged(let reason): "is damaged: \(reason)"
    case .unsupported(let reason): "is no latent cache: \(reason)"
    case .missingArray(let name): "is no latent cache: it has no array '\(name)'"
    case .notFinite(let name): "has a value in '\(name)' that is infinite or not a number"
    }
  }
}
