internal import LoracDataset
internal import LoracFiles
internal import LoracPreparation

/// Pictures of the store that somebody changed, or a disk lost.
struct DamagedCopies {
  private let store: PreparationStore

  /// Those in `store`.
  init(_ store: PreparationStore) { self.store = store }

  /// Removes damaged pictures of folders that are not ready; false if there is none.
  func remove(from survey: PreparationSurvey) -> Bool {
    var found = false
    for folder in survey.folders where !folder.isReady && folder.settings.changesPictures {
      var request = folder.request
      request.path = folder.path
      let names = DatasetReader.read([request], indexes: nil).folders[0].images.filter { $0.problem != nil }.map(\.name)
      let damaged = Set(names)
      for image in folder.images where damaged.contains(FileName(image.name)) {
        guard let key = folder.pictureKey(image) else { continue }
        // What cannot be removed stays, and is told as a folder that is not ready.
        if (try? FileSystem.remove(store.picture(key))) != nil { found = true }
      }
    }
    return found
  }
}
