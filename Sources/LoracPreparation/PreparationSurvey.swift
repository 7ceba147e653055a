package import LoracDataset
internal import LoracFiles
package import LoracTags

/// What is there of a preparation, and what the folders will hold when it is done.
///
/// Nothing is written, no image decoded.
package struct PreparationSurvey: Sendable {
  /// The folders, as in the preparation.
  package private(set) var folders: [SurveyedFolder] = []
  /// The captions before and after the edits, folder by folder as far as they are known, regularization left out.
  package private(set) var captions: [EditedCaption] = []
  /// What is worth knowing about the edits, by their place in the preparation; as long as captions are unknown only what holds whatever they are.
  package private(set) var findings: [TagFinding] = []

  /// Looks at the originals of `preparation` and at what `store` holds of them.
  package init(_ preparation: Preparation, store: PreparationStore, indexes: DatasetIndexStore? = nil) {
    let originals = DatasetReader.read(preparation.folders.map(\.request), indexes: indexes).folders
    folders = zip(preparation.folders, originals).map { folder, read in
      SurveyedFolder(folder, read, preparation, store)
    }
    edit(preparation)
    for index in folders.indices { folders[index].compare(indexes) }
  }

  /// Applies the edits to all captions that are known.
  private mutating func edit(_ preparation: Preparation) {
    guard !preparation.edits.isEmpty else { return }
    let places = folders.indices.filter { !folders[$0].request.isRegularization && folders[$0].settings.isActive }
      .flatMap { folder in folders[folder].images.indices.map { (folder, $0) } }
      .filter { !folders[$0.0].images[$0.1].isPending }
    let editor = TagEditor(
      preparation.edits, vocabulary: preparation.vocabulary, separator: preparation.separator)
    let result = editor.apply(
      to: places.map { folder, image in
        let known = folders[folder].images[image]
        return ImageCaption(folder: folders[folder].source, file: known.original, text: known.rawCaption)
      })
    for (place, caption) in zip(places, result.captions) { folders[place.0].images[place.1].caption = caption.text }
    captions = result.captions
    let isComplete = folders.allSatisfy { $0.pendingCaptions == 0 }
    // What does not depend on captions is worth telling in any case.
    findings = result.findings.filter { finding in
      switch finding {
      case .unknownGroup, .cyclicGroup, .cyclicImplication: true
      case .unmatched, .unmatchedImages, .missing, .emptied: isComplete
      }
    }
  }

  /// Whether every folder with which something is done is ready to be trained.
  package var isReady: Bool { folders.allSatisfy { !$0.settings.isActive || $0.isReady } }
}
