internal import LoracCaptioning
internal import LoracFiles
internal import LoracImages
internal import LoracPreparation
internal import LoracTaggers

extension PreparationWork {
  /// Has taggers look at every picture about which they must be asked.
  func writeCaptions(_ survey: PreparationSurvey) -> [PreparationProblem] {
    let folders = survey.folders
    let places = folders.indices.flatMap { folder in
      folders[folder].images.indices.filter { folders[folder].images[$0].isPending }
        .map { Place(folder: folder, image: $0) }
    }
    guard !places.isEmpty else { return [] }
    var problems: [PreparationProblem] = []
    var done = 0
    // One model after the other, so that they need not all be in memory.
    for settings in distinct(folders.compactMap(\.settings.tagger)) {
      let own = places.filter { folders[$0.folder].settings.tagger == settings }
      let before = done
      let event: @Sendable (Int, Int) -> Preparer.Event = { .captions(done: before + $0, total: $1 + before) }
      do throws(PreparationProblem) {
        if let kind = Tagger.Kind(rawValue: settings.kind.rawValue) {
          let tagger = try models.tagger(settings, kind: kind)
          problems += forEach(own, event) { place throws(PreparationProblem) in
            try tag(place, of: folders[place.folder], settings, tagger)
          }
        } else {
          problems += try caption(own, of: folders, settings, event)
        }
      } catch {
        problems.append(error)
      }
      done += own.count
      if shouldStop() { break }
    }
    return problems
  }

  private func distinct(_ taggers: [FolderPreparation.Tagger]) -> [FolderPreparation.Tagger] {
    taggers.indices.filter { taggers.firstIndex(of: taggers[$0]) == $0 }.map { taggers[$0] }
  }

  private func tag(
    _ place: Place, of folder: SurveyedFolder, _ settings: FolderPreparation.Tagger, _ tagger: Tagger
  ) throws(PreparationProblem) {
    let (picture, path) = try picture(folder.images[place.image], of: folder)
    let scores: TagScores
    do { scores = try tagger.scores(for: picture, floor: KeptCaption.floor(settings)) } catch {
      throw PreparationProblem(path, .model(error.explanation, remedy: error.remedy))
    }
    try keep(.scores(scores), of: folder.images[place.image], folder)
  }

  /// BLIP works on one picture at a time, with all cores.
  private func caption(
    _ places: [Place], of folders: [SurveyedFolder], _ settings: FolderPreparation.Tagger,
    _ event: (Int, Int) -> Preparer.Event
  ) throws(PreparationProblem) -> [PreparationProblem] {
    let captioner = try models.captioner(settings)
    var options = captioner.options
    options.beamCount = settings.beams
    if let prompt = settings.prompt { options.prompt = prompt }
    var problems: [PreparationProblem] = []
    observe(event(0, places.count))
    for (number, place) in places.enumerated() where !shouldStop() {
      let folder = folders[place.folder]
      do throws(PreparationProblem) {
        let (picture, path) = try picture(folder.images[place.image], of: folder)
        let text: String
        do { text = try captioner.caption(picture, options) } catch {
          throw PreparationProblem(path, .model(error.explanation))
        }
        try keep(.sentence(text), of: folder.images[place.image], folder)
      } catch {
        problems.append(error)
      }
      observe(event(number + 1, places.count))
    }
    return problems
  }

  private func picture(
    _ image: SurveyedFolder.Image, of folder: SurveyedFolder
  ) throws(PreparationProblem) -> (RGBImage, String) {
    let original = "\(folder.absoluteSource)/\(image.original)"
    let path = folder.settings.changesPictures ? store.picture(folder.pictureKey(image) ?? "") : original
    let bytes = try PreparationProblem.files { () throws(FileError) in
      try FileSystem.read(path, limit: Self.largestFile)
    }
    do { return (try PhotoDecoder.decode(bytes).image.composed(on: .white), original) } catch {
      throw PreparationProblem(original, .image(error))
    }
  }

  private func keep(
    _ caption: KeptCaption, of image: SurveyedFolder.Image, _ folder: SurveyedFolder
  ) throws(PreparationProblem) {
    guard let picture = folder.pictureKey(image), let key = folder.keys.caption(ofPicture: picture) else { return }
    try PreparationProblem.files { () throws(FileError) in try caption.write(to: store.caption(key)) }
  }
}
