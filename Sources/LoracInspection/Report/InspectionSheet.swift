internal import LoracFiles
internal import LoracImages
internal import LoracParallel

/// The pictures of an inspection on contact sheets, those with a finding first and framed.
package struct InspectionSheet {
  private let inspection: Inspection
  private let notes: [[Finding]]

  /// What a frame's colour means.
  private enum Finding: Int, CaseIterable {
    case unreadable
    case blurred
    case exposure
    case duplicate
    case uncaptioned

    var word: String {
      switch self {
      case .unreadable: "cannot be read"
      case .blurred: "blurred"
      case .exposure: "exposure"
      case .duplicate: "looks like another"
      case .uncaptioned: "no caption"
      }
    }

    var colour: RGBColour {
      switch self {
      case .unreadable: RGBColour(red: 244, green: 63, blue: 94)
      case .blurred: RGBColour(red: 251, green: 146, blue: 60)
      case .exposure: RGBColour(red: 250, green: 204, blue: 21)
      case .duplicate: RGBColour(red: 192, green: 132, blue: 252)
      case .uncaptioned: RGBColour(red: 56, green: 189, blue: 248)
      }
    }
  }

  private static let plain = RGBColour(red: 148, green: 163, blue: 184)
  /// Pictures that are decoded at a time.
  private static let batch = 32

  /// Sheets of an inspection.
  package init(_ inspection: Inspection) {
    self.inspection = inspection
    var notes = inspection.pictures.map { picture -> [Finding] in
      (picture.problem == nil ? [] : [.unreadable]) + (picture.hasCaption ? [] : [.uncaptioned])
    }
    for outlier in inspection.outliers {
      notes[outlier.picture].append(outlier.kind == .blurred ? .blurred : .exposure)
    }
    for place in inspection.nearDuplicates.groups.flatMap(\.pictures) { notes[place].append(.duplicate) }
    self.notes = notes.map { $0.sorted { $0.rawValue < $1.rawValue } }
  }

  /// Draws the sheets, and calls `save` with each page's PNG file and its number from 1.
  ///
  /// Without pictures there are no pages.
  package func draw<Failure: Error>(save: ([UInt8], Int) throws(Failure) -> Void) throws(Failure) {
    guard !inspection.pictures.isEmpty else { return }
    let order = order
    var sheet = ContactSheet(
      count: order.count, title: "\(order.count) images",
      legend: Finding.allCases.map { (name: $0.word, colour: $0.colour) })
    var page = 0
    for start in stride(from: 0, to: order.count, by: Self.batch) {
      let places = Array(order[start..<min(order.count, start + Self.batch)])
      for (place, image) in zip(places, thumbnails(places, side: sheet.pictureSide)) {
        guard let bytes = try? sheet.add(entry(place, image)) else { continue }
        page += 1
        try save(bytes, page)
      }
    }
  }

  /// Groups of duplicates side by side, then other findings, then the rest.
  private var order: [Int] {
    let grouped = inspection.nearDuplicates.groups.flatMap(\.pictures)
    let rest = Set(notes.indices).subtracting(grouped).sorted()
    return grouped + rest.filter { !notes[$0].isEmpty } + rest.filter { notes[$0].isEmpty }
  }

  private func thumbnails(_ places: [Int], side: Int) -> [RGBAImage] {
    let pictures = places.map { inspection.pictures[$0] }
    return ParallelMap.map(count: places.count, chunk: 1) { place in
      Self.thumbnail(pictures[place], side: side) ?? Self.missing
    }
  }

  private static func thumbnail(_ picture: InspectedPicture, side: Int) -> RGBAImage? {
    guard let size = picture.facts?.size else { return nil }
    let path = FilePaths.join(picture.folder, picture.file)
    guard let bytes = try? FileSystem.read(path, limit: PictureReader.byteLimit) else { return nil }
    let longer = max(size.width, size.height)
    let enough = PictureSize(
      width: max(1, min(size.width, size.width * side * 2 / longer)),
      height: max(1, min(size.height, size.height * side * 2 / longer)))
    return try? PhotoDecoder.decode(bytes, sufficient: enough).image.thumbnail(within: side)
  }

  /// What stands for a picture that cannot be shown.
  private static let missing = RGBAImage(
    width: 160, height: 160, hasAlpha: false, bytes: (0..<160 * 160).flatMap { _ in [60, 62, 68, 255] as [UInt8] })

  private func entry(_ place: Int, _ image: RGBAImage) -> ContactSheet.Entry {
    let picture = inspection.pictures[place]
    let size = picture.facts?.size ?? image.size
    let first = notes[place].first
    return ContactSheet.Entry(
      image: image, fullSize: size, frame: first == nil ? nil : PixelBox(size), colour: first?.colour ?? Self.plain,
      lines: [picture.name, picture.facts.map { "\($0.size)" } ?? "cannot be read"],
      note: notes[place].filter { $0 != .unreadable }.map(\.word).joined(separator: ", "))
  }
}
