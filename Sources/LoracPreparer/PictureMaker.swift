internal import LoracCropping
internal import LoracFaces
internal import LoracImages
internal import LoracMatting
internal import LoracPreparation

/// Makes the prepared picture of an original: upright and in sRGB, without its background, cropped and scaled.
struct PictureMaker: Sendable {
  private let rule: CropRule?
  private let detector: FaceDetector?
  private let remover: BackgroundRemover?
  /// What shows behind transparent parts; nil leaves them transparent.
  private let fill: RGBColour?

  /// A maker of what `settings` ask for.
  init(_ settings: FolderPreparation, _ models: PreparationModels) throws(PreparationProblem) {
    rule = settings.crop?.rule
    if let faces = settings.crop?.faces { detector = try models.faces(faces) } else { detector = nil }
    if let model = settings.background?.model { remover = try models.background(model) } else { remover = nil }
    fill = settings.background.map(\.fill) ?? .white
  }

  /// The PNG file of the picture in `bytes`, those of the original at `path`.
  func make(_ bytes: [UInt8], _ path: String) throws(PreparationProblem) -> [UInt8] {
    try explaining(path) {
      let photo = try withoutBackground(decode(bytes))
      let picture = try crop(photo)?.apply(to: photo) ?? photo.image
      guard let fill else { return try PNGWriter.encode(picture) }
      return try PNGWriter.encode(picture.hasAlpha ? picture.composed(on: fill) : picture.withoutAlpha())
    }
  }

  /// The original at `path`, with the frame of its crop, as a contact sheet shows it under `name`.
  ///
  /// The picture is at most `side` pixels wide and high.
  func sheetEntry(
    _ bytes: [UInt8], _ path: String, name: String, side: Int
  ) throws(PreparationProblem) -> ContactSheet.Entry {
    try explaining(path) {
      let photo = try decode(bytes)
      let crop = try crop(withoutBackground(photo)) ?? CropRule(mode: .none, sizes: []).crop(photo)
      return ContactSheet.Entry(
        crop, of: try photo.image.thumbnail(within: side), fullSize: photo.fullSize, name: name)
    }
  }

  /// What `body` gives; its error as a problem of `path`.
  private func explaining<Result>(_ path: String, _ body: () throws -> Result) throws(PreparationProblem) -> Result {
    do {
      return try body()
    } catch let error as ImageError {
      throw PreparationProblem(path, .image(error))
    } catch let error as FaceError {
      throw PreparationProblem(path, .model(error.explanation, remedy: error.remedy))
    } catch let error as MattingError {
      throw PreparationProblem(path, .model(error.explanation, remedy: error.remedy))
    } catch {
      throw PreparationProblem(path, .model("\(error)"))
    }
  }

  private func decode(_ bytes: [UInt8]) throws(ImageError) -> Photo {
    let size = try PhotoDecoder.header(bytes).size
    return try PhotoDecoder.decode(bytes, sufficient: rule.map { $0.shape(of: size).sufficientSize(of: size) })
  }

  /// `photo` with its background transparent, if that is asked for.
  private func withoutBackground(_ photo: Photo) throws -> Photo {
    guard let remover else { return photo }
    let visible = photo.image.composed(on: fill ?? .white)
    return photo.replacing(try remover.mask(for: visible).cutOut(photo.image))
  }

  private func crop(_ photo: Photo) throws -> Crop? {
    guard let rule else { return nil }
    return try rule.crop(photo, hints: SubjectHints(faces: faces(photo)))
  }

  /// Faces in pixels of the whole picture.
  private func faces(_ photo: Photo) throws -> [PixelBox] {
    guard let detector else { return [] }
    let (image, full) = (photo.image, photo.fullSize)
    let (across, down) = (Float(full.width) / Float(image.width), Float(full.height) / Float(image.height))
    return try detector.faces(in: image.withoutAlpha()).compactMap { face in
      let left = max(0, Int(face.x * across)), top = max(0, Int(face.y * down))
      let right = min(full.width, Int((face.x + face.width) * across))
      let bottom = min(full.height, Int((face.y + face.height) * down))
      guard right > left, bottom > top else { return nil }
      return PixelBox(left: left, top: top, width: right - left, height: bottom - top)
    }
  }
}
