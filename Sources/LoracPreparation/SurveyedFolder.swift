package import LoracDataset
internal import LoracFiles

/// One folder of a survey: its originals, and what is known of their copies.
package struct SurveyedFolder: Sendable {
  /// One original and what is known of its copy.
  package struct Image: Sendable, Hashable {
    /// The original's name.
    package var original: String
    /// The copy's name.
    package var name: String
    /// The original's hash; nil if it must be read first, or if nothing depends on it.
    package var hash: String?
    /// Whether the copy lies in the store; always true where originals are used as they are.
    package var isMade: Bool
    /// The caption before edits, as far as it is known; nil for none.
    package var rawCaption: String?
    /// Whether a tagger must look at the picture first.
    package var isPending: Bool
    /// The caption after edits; nil for none.
    package var caption: String?
  }

  /// What is done with it.
  package let settings: FolderPreparation
  /// How the originals are read.
  package let request: FolderRequest
  /// The originals' folder, absolute.
  package let absoluteSource: String
  /// The originals.
  package let originals: DatasetFolder
  /// The keys of what is kept.
  package let keys: PreparationKeys
  /// Where the copies and what tells about them lie.
  package let home: String
  /// The images, in the order of the originals.
  package internal(set) var images: [Image]
  /// The copies as they were found; nil unless all are there, and as they should be.
  package private(set) var copies: DatasetFolder?

  /// The originals' folder, as the recipe names it.
  package var source: String { request.path }
  /// The folder that is trained, of the same name as the originals'.
  package var path: String {
    guard settings.isActive else { return request.path }
    // `.` and `..` have names, too; the root alone has none.
    let name = FilePaths.name(of: absoluteSource)
    return "\(home)/\(name.isEmpty ? "images" : name)"
  }
  /// Whether the copies are there, and as they should be; true where there are to be none.
  package var isReady: Bool { !settings.isActive || copies != nil }
  /// Pictures that must be made.
  package var picturesToMake: Int { images.count { !$0.isMade } }
  /// Captions that a tagger must write.
  package var pendingCaptions: Int { images.count(where: \.isPending) }

  init(_ folder: Preparation.Folder, _ read: DatasetFolder, _ preparation: Preparation, _ store: PreparationStore) {
    settings = folder.settings
    request = folder.request
    originals = read
    absoluteSource = FilePaths.join(FileSystem.workingFolder, folder.request.path)
    keys = PreparationKeys(
      settings, source: absoluteSource, captionExtension: request.captionExtension, vocabulary: preparation.words.text)
    home = store.home(keys.folder)
    let files = read.images.map(\.name.text)
    let names = PreparedNames.names(for: files, isRemade: settings.changesPictures)
    images = zip(zip(files, names), read.images).map { names, image in
      let caption = image.caption.textWithoutMark
      return Image(
        original: names.0, name: names.1, isMade: true, rawCaption: caption, isPending: false, caption: caption)
    }
    guard needsHashes else { return }
    let hashes = store.hashes(of: absoluteSource)
    for index in images.indices {
      images[index].hash = hashes.known("\(absoluteSource)/\(images[index].original)")
      look(at: index, store, separator: preparation.separator)
    }
  }

  /// The key of an image's picture: of its copy, or of the original where that is used; nil if it is not known.
  package func pictureKey(_ image: Image) -> String? {
    guard let hash = image.hash else { return nil }
    return keys.picture(ofOriginal: hash) ?? hash
  }

  /// Whether the tagger is asked about an image with this caption.
  package func asksTagger(about caption: Caption) -> Bool {
    guard let tagger = settings.tagger else { return false }
    return caption.text == nil || tagger.existing != .keep
  }

  /// Finds out what the store holds of an image.
  private mutating func look(at index: Int, _ store: PreparationStore, separator: String) {
    let key = pictureKey(images[index])
    if settings.changesPictures {
      images[index].isMade = key.map { FileSystem.kind(of: store.picture($0)) == .file } ?? false
    }
    let caption = originals.images[index].caption
    guard let tagger = settings.tagger, asksTagger(about: caption) else { return }
    guard let key, let said = KeptCaption(store.caption(keys.caption(ofPicture: key) ?? ""))?.text(tagger) else {
      images[index].isPending = true
      images[index].caption = nil
      return
    }
    let existing = tagger.existing == .append ? caption.textWithoutMark : nil
    let parts = [existing, said].compactMap { $0 }.filter { !$0.isEmpty }
    images[index].rawCaption = parts.isEmpty ? nil : parts.joined(separator: separator + " ")
    images[index].caption = images[index].rawCaption
  }

  /// Compares what is there with what should be.
  mutating func compare(_ indexes: DatasetIndexStore?) {
    guard settings.isActive, originals.problem == nil, picturesToMake == 0, pendingCaptions == 0,
      let made = MadeFolder(in: home), made.images.count == images.count
    else { return }
    var request = request
    request.path = path
    let found = DatasetReader.read([request], indexes: indexes).folders[0]
    guard found.problem == nil, found.images.count == images.count else { return }
    let places = Dictionary(uniqueKeysWithValues: found.images.indices.map { (found.images[$0].name, $0) })
    for (image, made) in zip(images, made.images) {
      guard FileName(made.original) == FileName(image.original), FileName(made.name) == FileName(image.name),
        made.hash == image.hash, let place = places[FileName(image.name)],
        made.identity == FileIdentity("\(absoluteSource)/\(image.original)"),
        found.images[place].problem == nil, found.images[place].caption.text == image.caption
      else { return }
    }
    copies = found
  }
}

extension Caption {
  /// The text without a byte order mark, which would be part of the first tag.
  fileprivate var textWithoutMark: String? {
    guard let text, text.unicodeScalars.first == "\u{FEFF}" else { return text }
    return String(text.unicodeScalars.dropFirst())
  }
}
