internal import LoracPreparation

/// The folder for what can be computed again, such as indexes of large datasets and prepared copies of images.
enum CacheFolder {
  /// `$XDG_CACHE_HOME/lorac`, else `~/.cache/lorac`; nil with `LORAC_CACHE=off` or without a home folder.
  static var path: String? {
    guard Environment["LORAC_CACHE"] != "off" else { return nil }
    // The XDG Base Directory Specification ignores relative paths.
    if let caches = Environment["XDG_CACHE_HOME"], caches.hasPrefix("/") { return caches + "/lorac" }
    if let home = Environment["HOME"], home.hasPrefix("/") { return home + "/.cache/lorac" }
    return nil
  }

  /// Where prepared copies are kept; nil where nothing is.
  static var preparations: PreparationStore? { path.map { PreparationStore($0 + "/prepared") } }
}
