internal import LoracFiles
internal import LoracPreparation

/// Latents that lie beside the same pictures in other copies of a folder, as one has after another edit of tags.
struct EarlierLatents {
  private struct Copy {
    var path: String
    var caches: LatentCacheNames
  }

  private var copies: [Copy] = []
  private let store: PreparationStore

  /// Those of the copies in `store` that have the originals of `folder`.
  init(of folder: SurveyedFolder, in store: PreparationStore) {
    self.store = store
    let homes = FilePaths.parent(of: folder.home)
    for name in (try? FileSystem.names(in: homes)) ?? [] {
      let home = "\(homes)/\(name)"
      guard home != folder.home, MadeFolder(in: home)?.source == folder.absoluteSource else { continue }
      let path = "\(home)/\(FilePaths.name(of: folder.path))"
      guard let names = try? FileSystem.names(in: path) else { continue }
      copies.append(Copy(path: path, caches: LatentCacheNames(names)))
    }
  }

  /// Gives the latents of the picture `name`, which is that of `key`, a name in the folder `path`, too; their names.
  func link(ofPicture key: String, name: String, into path: String) throws(FileError) -> [String] {
    let picture = store.picture(key)
    for copy in copies {
      let names = copy.caches.names(ofStem: PreparedNames.parts(of: name).stem)
      guard !names.isEmpty, FileSystem.areSame(picture, "\(copy.path)/\(name)") else { continue }
      for cache in names { try FileSystem.link("\(copy.path)/\(cache)", to: "\(path)/\(cache)") }
      return names
    }
    return []
  }
}
