internal import LoracCropping
package import LoracDataset
internal import LoracImages

extension SurveyedFolder {
  /// The folder that will be trained: the copies, or what they will be as far as headers and captions tell.
  ///
  /// Images whose captions are still unknown have none.
  package var trained: DatasetFolder {
    guard settings.isActive else { return originals }
    if var copies {
      let names = Dictionary(images.map { (FileName($0.name), $0.original) }) { first, _ in first }
      copies.originalNames = copies.images.map { names[$0.name] ?? $0.name.text }
      return copies
    }
    var request = request
    request.path = path
    let predicted = zip(originals.images, images).map { copy(of: $0, as: $1) }
    // sd-scripts' order is that of the copies' names.
    let order = predicted.indices.sorted { predicted[$0].name.precedes(predicted[$1].name) }
    var folder = DatasetFolder(
      request: request, problem: originals.problem, images: order.map { predicted[$0] }, survey: originals.survey)
    folder.originalNames = order.map { images[$0].original }
    return folder
  }

  private func copy(of original: DatasetImage, as image: Image) -> DatasetImage {
    var header = original.header
    if settings.changesPictures, let known = header {
      let upright = PictureSize(upright: known)
      let size = settings.crop?.rule.predictedSize(of: upright) ?? upright
      header = ImageHeader(format: .png, size: PixelSize(width: size.width, height: size.height))
    }
    var caption = original.caption
    // sd-scripts stops at a file without bytes; a copy without a caption has no file.
    if caption.problem == nil || caption.problem == .empty {
      caption = image.caption.map { Caption(source: .file, text: $0) } ?? .missing
    }
    return DatasetImage(
      name: FileName(image.name), byteCount: original.byteCount, digest: original.digest, header: header,
      problem: original.problem, caption: caption)
  }
}

extension SurveyedFolder {
  /// The names of originals that are smaller than the size they are cropped to, and stay so.
  package var picturesBelowCrop: [String] {
    guard let rule = settings.crop?.rule, rule.mode != .none, !rule.allowsUpscale else { return [] }
    return originals.images.compactMap { image in
      guard let header = image.header, image.problem == nil else { return nil }
      return rule.shape(of: PictureSize(upright: header)).needsEnlarging ? image.name.text : nil
    }
  }

  /// Whether the content of originals must be known.
  package var needsHashes: Bool { settings.changesPictures || settings.tagger != nil }
}

extension PictureSize {
  /// The size of a picture as it is shown.
  init(upright header: ImageHeader) {
    let size = header.size
    self =
      header.isShownTurned
      ? PictureSize(width: size.height, height: size.width) : PictureSize(width: size.width, height: size.height)
  }
}
