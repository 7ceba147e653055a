package import LoracImages

extension CropRule {
  /// Where `photo` is cut; its size always equals ``predictedSize(of:)`` of the photo's full size.
  ///
  /// With `focus`, the largest part of the wanted shape slides to where it keeps most of the subject. A matte says best
  /// where that is, then faces, then what stands out; faces are kept whole where they fit, whatever else is known. Among
  /// positions that keep nearly as much, the one is taken that has the subject nearest to its middle. Of a subject cut out
  /// from its background that is taller than the part, the upper end is kept. The same photo gives the same crop.
  /// - Throws: ``ImageError/outOfMemory(width:height:)``.
  package func crop(_ photo: Photo, hints: SubjectHints = SubjectHints()) throws(ImageError) -> Crop {
    let size = photo.fullSize
    let shape = shape(of: size)
    guard mode == .focus, shape.kept != size else {
      return centered(shape, in: size, evidence: shape.kept == size ? .whole : .center)
    }
    let faces = hints.faces.compactMap { $0.intersection(PixelBox(size)) }
    var known: [(evidence: CropEvidence, signs: Evidence)] = []
    if !faces.isEmpty { known.append((.faces, Evidence(faces: faces, in: size))) }
    if let signs = matte(photo, hints) { known.append((.matte, signs)) }
    if known.last?.evidence != .matte {
      let map = try SaliencyMap(photo.image)
      known.append((.saliency, Evidence(map.values, width: map.width, height: map.height, of: size)))
    }
    known.removeAll { $0.signs.isEmpty }
    guard let main = known.last(where: { $0.evidence != .saliency }) ?? known.last else {
      return centered(shape, in: size, evidence: .center)
    }
    let across = SlidingWindow(length: size.width, kept: shape.kept.width)
    let down = SlidingWindow(length: size.height, kept: shape.kept.height)
    guard main.evidence != .saliency || across.isTelling(main.signs.across) || down.isTelling(main.signs.down) else {
      return centered(shape, in: size, evidence: .center)
    }
    let keepsTop = known.contains { $0.evidence == .matte } && faces.isEmpty
    let box = PixelBox(
      left: across.offset(by: known.map(\.signs.across), keepsStart: false),
      top: down.offset(by: known.map(\.signs.down), keepsStart: keepsTop), width: shape.kept.width,
      height: shape.kept.height)
    let isAcross = shape.kept.width < size.width
    let kept = isAcross ? across.share(main.signs.across, at: box.left) : down.share(main.signs.down, at: box.top)
    return Crop(
      box: box, shape: shape, evidence: main.evidence, subject: main.signs.box(in: size), keptEvidence: kept)
  }

  private func centered(_ shape: CropShape, in size: PictureSize, evidence: CropEvidence) -> Crop {
    let box = PixelBox(
      left: (size.width - shape.kept.width) / 2, top: (size.height - shape.kept.height) / 2,
      width: shape.kept.width, height: shape.kept.height)
    return Crop(box: box, shape: shape, evidence: evidence, subject: nil, keptEvidence: 1)
  }

  /// The caller's matte, or the picture's alpha where it separates something.
  private func matte(_ photo: Photo, _ hints: SubjectHints) -> Evidence? {
    if let matte = hints.matte {
      return Evidence(matte.bytes.map { UInt32($0) }, width: matte.width, height: matte.height, of: photo.fullSize)
    }
    guard photo.image.hasAlpha else { return nil }
    let image = photo.image
    let longer = max(image.width, image.height)
    func scaled(_ side: Int) -> Int { longer <= 256 ? side : max(1, side * 256 / longer) }
    let small = image.averaged(to: PictureSize(width: scaled(image.width), height: scaled(image.height)))
    let alpha = stride(from: 3, to: small.bytes.count, by: 4).map { UInt32(small.bytes[$0]) }
    return Evidence(alpha, width: small.width, height: small.height, of: photo.fullSize)
  }
}
