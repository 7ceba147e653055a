internal import Glibc
internal import LoracDataset
internal import LoracFiles
internal import LoracPreparation

/// Puts together a folder that is trained: links to pictures, and captions.
struct FolderAssembler {
  let store: PreparationStore

  /// Makes the folder of `folder` what it should be; what is right already stays as it is.
  ///
  /// `again` looks at everything anew, which is asked for only where the folder was complete once: another process may
  /// have made it ready since `folder` was looked at, and may be reading it now, so that it must not be taken apart.
  ///
  /// - Returns: Whether there was something to do; false, too, if the caller asked to stop.
  func assemble(
    _ folder: SurveyedFolder, shouldStop: () -> Bool, again: () -> SurveyedFolder
  ) throws(PreparationProblem) -> Bool {
    do throws(FileError) {
      try FileSystem.createFolders(folder.path)
      var lock = try FolderLock(folder.home)
      while lock == nil {
        if shouldStop() { return false }
        usleep(100_000)
        lock = try FolderLock(folder.home)
      }
      return try withExtendedLifetime(lock) { () throws(FileError) in
        let folder = MadeFolder.isTold(in: folder.home) ? again() : folder
        if !folder.isReady { try fill(folder) }
        return !folder.isReady
      }
    } catch {
      throw PreparationProblem(error.path, .file(error))
    }
  }

  private func fill(_ folder: SurveyedFolder) throws(FileError) {
    // Until everything is right again, nobody may take the folder for complete.
    try MadeFolder.remove(from: folder.home)
    var kept: Set<FileName> = []
    var made: [MadeFolder.Image] = []
    let caches = LatentCacheNames(try FileSystem.names(in: folder.path))
    let earlier = EarlierLatents(of: folder, in: store)
    for image in folder.images {
      let original = "\(folder.absoluteSource)/\(image.original)"
      guard let identity = FileIdentity(original) else { throw FileError(path: original, number: ENOENT) }
      let stem = PreparedNames.parts(of: image.name).stem
      let isNew = try link(image, of: folder, original: original)
      let caption = stem + folder.request.captionExtension
      try write(image.caption, to: "\(folder.path)/\(caption)")
      kept.insert(FileName(image.name))
      if image.caption != nil { kept.insert(FileName(caption)) }
      var latents = isNew ? [] : caches.names(ofStem: stem)
      if isNew, folder.settings.changesPictures, let key = folder.pictureKey(image) {
        latents = try earlier.link(ofPicture: key, name: image.name, into: folder.path)
      }
      kept.formUnion(latents.map { FileName($0) })
      made.append(.init(original: image.original, identity: identity, hash: image.hash, name: image.name))
    }
    for name in try FileSystem.names(in: folder.path) where !kept.contains(FileName(name)) {
      try FileSystem.remove("\(folder.path)/\(name)")
    }
    try MadeFolder(source: folder.absoluteSource, images: made).write(to: folder.home)
  }

  /// Gives the picture its name; false if it had it already.
  private func link(
    _ image: SurveyedFolder.Image, of folder: SurveyedFolder, original: String
  ) throws(FileError) -> Bool {
    let path = "\(folder.path)/\(image.name)"
    guard folder.settings.changesPictures else {
      if FileSystem.linkTarget(path) == original { return false }
      try FileSystem.linkSymbolically(original, to: path)
      return true
    }
    // An original that changed just now has no hash; the folder is not ready then, which is told in the end.
    guard let key = folder.pictureKey(image) else { return true }
    let picture = store.picture(key)
    if FileSystem.areSame(picture, path) { return false }
    try FileSystem.link(picture, to: path)
    return true
  }

  private func write(_ caption: String?, to path: String) throws(FileError) {
    guard let caption else { return }
    let bytes = Array((caption + "\n").utf8)
    if let present = try? FileSystem.read(path, limit: bytes.count), present == bytes { return }
    try FileSystem.write(bytes, to: path)
  }
}
