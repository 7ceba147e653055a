internal import LoracAdvice
internal import LoracFiles
internal import LoracImages
internal import LoracParallel
internal import LoracPlan
internal import LoracRunHistory

/// Previews and training images, read and scaled down on all cores; files that cannot be read are left out.
enum RunPictures {
  /// The longer side of what is measured.
  static let side = 64
  /// Most previews of which each is read; of more, those of the first and the last moments.
  static let mostPreviews = 600
  /// Most training images that are read.
  static let mostImages = 300
  private static let byteLimit = 1 << 28

  /// The previews of a run whose step is known.
  static func previews(of history: RunHistory) -> [PreviewEvidence] {
    var samples = history.samples.filter { $0.step != nil }
    if samples.count > mostPreviews {
      samples = Array(samples.prefix(mostPreviews / 2) + samples.suffix(mostPreviews / 2))
    }
    let pictures = read(samples.map(\.file))
    return zip(samples, pictures).compactMap { sample, picture in
      guard let picture, let step = sample.step else { return nil }
      return PreviewEvidence(step: step, prompt: sample.prompt, seed: sample.seed, path: sample.file, picture: picture)
    }
  }

  /// The images that a run trained on, evenly chosen where there are many.
  static func trainingImages(of history: RunHistory) -> [ImageEvidence] {
    let folders = history.plan?.dataset?.folders.filter { !$0.isRegularization } ?? []
    let paths = folders.flatMap { folder in
      folder.images.filter { $0.repeats > 0 }.map { FilePaths.join(folder.path, $0.file) }
    }
    let found = EvenChoice.of(paths, atMost: mostImages).compactMap(history.path(of:))
    return zip(found, read(found)).compactMap { path, picture in
      picture.map { ImageEvidence(path: path, picture: $0) }
    }
  }

  private static func read(_ paths: [String]) -> [SmallPicture?] {
    ParallelMap.map(count: paths.count, chunk: 1) { place in picture(paths[place]) }
  }

  private static func picture(_ path: String) -> SmallPicture? {
    guard let bytes = try? FileSystem.read(path, limit: byteLimit),
      let header = try? PhotoDecoder.header(bytes)
    else { return nil }
    let longest = max(header.size.width, header.size.height)
    let scale = min(1, Double(side) / Double(longest))
    let size = PictureSize(
      width: max(1, Int((Double(header.size.width) * scale).rounded())),
      height: max(1, Int((Double(header.size.height) * scale).rounded())))
    guard let photo = try? PhotoDecoder.decode(bytes, sufficient: size) else { return nil }
    let small = photo.image.averaged(to: size).composed(on: .white)
    return SmallPicture(width: small.width, height: small.height, bytes: small.bytes)
  }
}
