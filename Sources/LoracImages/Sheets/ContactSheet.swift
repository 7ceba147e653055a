/// Many pictures on pages, each with a frame drawn on it and lines of text below.
///
/// Pictures come one by one; whenever a page is full its PNG file is handed out, so that no more than one page is kept.
/// The more pictures there are, the smaller each is drawn; pages are at most about 1600 × 2500 pixels large.
package struct ContactSheet: Sendable {
  /// What the text chunk `Software` of every page says, by which a sheet is known from a photograph.
  package static let mark = "lorac contact sheet"

  /// One picture of the sheet.
  package struct Entry: Sendable {
    /// The picture, best already as small as ``RGBAImage/thumbnail(within:)`` makes it.
    package var image: RGBAImage
    /// The size that ``frame`` refers to.
    package var fullSize: PictureSize
    /// What is framed, in pixels of a picture of ``fullSize``; nil for nothing.
    ///
    /// The rest is dimmed.
    package var frame: PixelBox?
    /// The colour of the frame and of the last line.
    package var colour: RGBColour
    /// Lines below the picture, at most two; shortened where they are too long.
    package var lines: [String]
    /// A word more for the last line, where there is room for it.
    package var note: String

    /// An entry of a sheet.
    package init(
      image: RGBAImage, fullSize: PictureSize, frame: PixelBox?, colour: RGBColour, lines: [String], note: String = ""
    ) {
      self.image = image
      self.fullSize = fullSize
      self.frame = frame
      self.colour = colour
      self.lines = lines
      self.note = note
    }
  }

  /// The longest side of a picture on the sheet, in pixels.
  package let pictureSide: Int
  /// How many pages there will be.
  package var pageCount: Int { (count + perPage - 1) / perPage }

  private let count: Int
  private let title: String
  private let legend: [(name: String, colour: RGBColour)]
  private let columns: Int
  private let perPage: Int
  private var added = 0
  private var page: Canvas?

  /// A sheet for `count` pictures, at least 1, under a title; the legend says what the colours mean.
  package init(count: Int, title: String, legend: [(name: String, colour: RGBColour)] = []) {
    precondition(count > 0, "there must be a picture")
    self.count = count
    self.title = title
    self.legend = legend
    pictureSide = Self.sides.first { count <= $0.most }?.side ?? 144
    let cell = pictureSide + Self.gap
    // Wider than high, as screens are.
    var columns = 1
    while columns < (1600 - Self.gap) / cell, columns * columns * 2 < count * 3 { columns += 1 }
    self.columns = columns
    perPage = columns * max(1, 2400 / (cell + Self.textHeight))
  }

  /// Draws the next picture, and returns the PNG file of a page when this was its last one.
  ///
  /// - Throws: ``ImageError/outOfMemory(width:height:)``.
  package mutating func add(_ entry: Entry) throws(ImageError) -> [UInt8]? {
    precondition(added < count, "there are more pictures than were announced")
    let place = added % perPage
    var canvas = page ?? emptyPage()
    page = nil
    let cell = pictureSide + Self.gap
    try draw(
      entry, on: &canvas, left: Self.gap + place % columns * cell,
      top: Self.headerHeight + place / columns * (cell + Self.textHeight))
    added += 1
    guard added == count || added % perPage == 0 else {
      page = canvas
      return nil
    }
    return try PNGWriter.encode(canvas.image, texts: [("Software", Self.mark)])
  }

  private func draw(_ entry: Entry, on canvas: inout Canvas, left: Int, top: Int) throws(ImageError) {
    let image = try entry.image.thumbnail(within: pictureSide)
    let x = left + (pictureSide - image.width) / 2
    let y = top + (pictureSide - image.height) / 2
    let area = PixelBox(left: x, top: y, width: image.width, height: image.height)
    // Transparent pictures lie on gray.
    if image.hasAlpha { canvas.fill(area, Self.behindTransparent) }
    canvas.put(image, left: x, top: y)
    if let frame = entry.frame { draw(frame, of: entry, in: area, on: &canvas) }
    let capacity = BitmapFont.capacity(pictureSide)
    var lines = Array(entry.lines.prefix(2))
    if let last = lines.popLast() {
      let noted = "\(last) · \(entry.note)"
      lines.append(entry.note.isEmpty || noted.count > capacity ? last : noted)
    }
    for (index, text) in lines.enumerated() {
      canvas.write(
        BitmapFont.shortened(text, to: capacity), left: left,
        top: top + pictureSide + 5 + index * (BitmapFont.height + 3), index == 0 ? Self.textColour : entry.colour)
    }
  }

  private func draw(_ frame: PixelBox, of entry: Entry, in area: PixelBox, on canvas: inout Canvas) {
    func scaled(_ edge: Int, _ side: Int, _ full: Int) -> Int { (edge * side + full / 2) / full }
    let (size, full) = (area.size, entry.fullSize)
    let left = area.left + scaled(frame.left, size.width, full.width)
    let right = area.left + scaled(frame.right, size.width, full.width)
    let top = area.top + scaled(frame.top, size.height, full.height)
    let bottom = area.top + scaled(frame.bottom, size.height, full.height)
    let outside = [
      (area.left, area.top, area.width, top - area.top), (area.left, bottom, area.width, area.bottom - bottom),
      (area.left, top, left - area.left, bottom - top), (right, top, area.right - right, bottom - top),
    ]
    for (left, top, width, height) in outside where width > 0 && height > 0 {
      canvas.fill(PixelBox(left: left, top: top, width: width, height: height), Self.background, alpha: 165)
    }
    guard right > left, bottom > top else { return }
    let box = PixelBox(left: left, top: top, width: right - left, height: bottom - top)
    canvas.outline(box, entry.colour, thickness: pictureSide >= 200 ? 3 : 2)
  }

  private func emptyPage() -> Canvas {
    let cell = pictureSide + Self.gap
    let onPage = min(perPage, count - added)
    let rows = (onPage + columns - 1) / columns
    let legendWidth = legend.reduce(0) { $0 + ($1.name.count * BitmapFont.advance + 28) }
    let titleWidth = (title.count + 12) * BitmapFont.advance * 2
    let width = max(columns * cell, titleWidth, legendWidth) + Self.gap
    var canvas = Canvas(
      width: width, height: Self.headerHeight + rows * (cell + Self.textHeight), colour: Self.background)
    let number = pageCount > 1 ? " · \(added / perPage + 1)/\(pageCount)" : ""
    canvas.write(title + number, left: Self.gap, top: 14, Self.titleColour, scale: 2)
    var x = Self.gap
    for item in legend {
      canvas.fill(PixelBox(left: x, top: 44, width: 9, height: 9), item.colour)
      canvas.write(item.name, left: x + 14, top: 45, Self.textColour)
      x += item.name.count * BitmapFont.advance + 28
    }
    return canvas
  }

  private static let sides = [(most: 24, side: 304), (most: 120, side: 240), (most: 600, side: 176)]
  private static let gap = 16
  private static let headerHeight = 68
  private static let textHeight = 22
  private static let background = RGBColour(red: 24, green: 25, blue: 28)
  private static let behindTransparent = RGBColour(red: 110, green: 112, blue: 118)
  private static let textColour = RGBColour(red: 200, green: 202, blue: 208)
  private static let titleColour = RGBColour(red: 240, green: 240, blue: 242)
}

extension RGBAImage {
  /// This picture so small that neither side exceeds `side`; itself if it is.
  ///
  /// - Throws: ``ImageError/outOfMemory(width:height:)``.
  package func thumbnail(within side: Int) throws(ImageError) -> RGBAImage {
    let longer = max(width, height)
    guard longer > side else { return self }
    func scaled(_ length: Int, _ factor: Int) -> Int {
      min(length, max(1, (length * side * factor + longer / 2) / longer))
    }
    // Averaging first is quick, and the filter then has enough to work on.
    let coarse = averaged(to: PictureSize(width: scaled(width, 3), height: scaled(height, 3)))
    return try coarse.resized(to: PictureSize(width: scaled(width, 1), height: scaled(height, 1)))
  }
}
