internal import LoracDataset
internal import LoracFiles
internal import LoracPreparation
internal import Synchronization

extension PreparationWork {
  /// Makes every picture that is missing, and hashes every original whose hash is needed.
  func makePictures(_ survey: PreparationSurvey) -> [PreparationProblem] {
    let folders = survey.folders
    let places = folders.indices.filter { folders[$0].needsHashes }.flatMap { folder in
      folders[folder].images.indices
        .filter { folders[folder].images[$0].hash == nil || !folders[folder].images[$0].isMade }
        .filter { folders[folder].originals.images[$0].name.undecodable == nil }
        .map { Place(folder: folder, image: $0) }
    }
    guard !places.isEmpty else { return [] }
    // Models of folders where nothing is to be made need not be opened.
    var makers: [Int: PictureMaker] = [:]
    do throws(PreparationProblem) {
      for folder in Set(places.map(\.folder)).sorted() {
        makers[folder] = try PictureMaker(folders[folder].settings, models)
      }
    } catch { return [error] }
    let hashes = folders.map { store.hashes(of: $0.absoluteSource) }
    let (claims, known) = (Claims(), makers)
    var problems = forEach(places, Preparer.Event.pictures) { place throws(PreparationProblem) in
      let folder = folders[place.folder]
      try make(
        "\(folder.absoluteSource)/\(folder.images[place.image].original)", of: folder, known[place.folder],
        hashes[place.folder], claims)
    }
    for (folder, hashes) in zip(folders, hashes) where folder.needsHashes {
      // Those that did not have to be made are kept, too.
      for image in folder.images { _ = hashes.known("\(folder.absoluteSource)/\(image.original)") }
      do throws(FileError) { try hashes.save() } catch { problems.append(PreparationProblem(error.path, .file(error))) }
    }
    return problems
  }

  private func make(
    _ path: String, of folder: SurveyedFolder, _ maker: PictureMaker?, _ hashes: ContentHashes, _ claims: Claims
  ) throws(PreparationProblem) {
    guard let maker, folder.settings.changesPictures else {
      _ = try PreparationProblem.files { () throws(FileError) in try hashes.hash(path, limit: Self.largestFile) }
      return
    }
    let (bytes, hash) = try PreparationProblem.files { () throws(FileError) in
      try hashes.read(path, limit: Self.largestFile)
    }
    guard let key = folder.keys.picture(ofOriginal: hash) else { return }
    let target = store.picture(key)
    guard claims.take(key), FileSystem.kind(of: target) == nil else { return }
    let picture = try maker.make(bytes, path)
    try PreparationProblem.files { () throws(FileError) in
      try FileSystem.createFolders(FilePaths.parent(of: target))
      try FileSystem.write(picture, to: target)
    }
    made.raise()
  }

  /// Which pictures a thread has begun: of equal originals one is made.
  private final class Claims: Sendable {
    private let keys = Mutex<Set<String>>([])

    /// Whether nobody had begun it.
    func take(_ key: String) -> Bool { keys.withLock { $0.insert(key).inserted } }
  }
}
