package import LoracImages

/// An effect test as one picture: a block for each subject, a row for each file, columns for the base model and each weight.
///
/// Pictures are drawn larger than they are where they are tiny, and smaller where the whole would exceed about 24 million
/// pixels. Pictures that are not made yet are empty fields, so that a grid can be looked at while it grows.
package struct EffectGrid: Sendable {
  private let test: EffectTest
  /// The longest side of a picture on the grid, in pixels.
  let side: Int
  private var thumbnails: [EffectTest.Place: RGBAImage] = [:]
  private var differences: [EffectTest.Place: Double] = [:]

  /// An empty grid of `test`.
  package init(_ test: EffectTest) {
    self.test = test
    side = Self.side(of: test)
  }

  /// Puts a picture in its place.
  ///
  /// `difference` is how far it is from the base model's, from 0 to 1; nil for the base model's own.
  ///
  /// - Throws: ``ImageError/outOfMemory(width:height:)``.
  package mutating func put(
    _ image: RGBImage, at place: EffectTest.Place, difference: Double?
  ) throws(ImageError) {
    let picture = RGBAImage(image)
    let fitted = Self.fitted(PictureSize(width: image.width, height: image.height), within: side)
    thumbnails[place] = fitted == picture.size ? picture : try picture.resized(to: fitted)
    differences[place] = difference
  }

  /// The grid as it is now.
  package var image: RGBImage {
    let width = max(Self.rowLabel + columns * (side + Self.gap) + Self.gap, Self.smallestWidth)
    let heights = test.subjects.map(blockHeight)
    var canvas = Canvas(
      width: width, height: Self.header + heights.reduce(0, +) + Self.gap, colour: Self.background)
    let title = "\(test.name): base model and LoRA, same prompts and seeds"
    write(title, on: &canvas, left: Self.gap, top: 16, width: width - 2 * Self.gap, Self.titleColour, scale: 2)
    var top = Self.header
    for (index, height) in heights.enumerated() {
      draw(index, on: &canvas, top: top)
      top += height
    }
    return canvas.image
  }

  private var columns: Int { test.weights.count + 1 }

  private func pictureHeight(_ subject: EffectTest.Subject) -> Int {
    Self.fitted(PictureSize(width: subject.width, height: subject.height), within: side).height
  }

  private func rowHeight(_ subject: EffectTest.Subject) -> Int { pictureHeight(subject) + Self.caption }

  private func blockHeight(_ subject: EffectTest.Subject) -> Int {
    Self.blockHeader + max(1, test.files.count) * rowHeight(subject) + Self.gap
  }

  private func draw(_ index: Int, on canvas: inout Canvas, top: Int) {
    let subject = test.subjects[index]
    let width = canvas.width - 2 * Self.gap
    canvas.fill(PixelBox(left: Self.gap, top: top, width: width, height: 1), Self.lineColour)
    write(subject.prompt, on: &canvas, left: Self.gap, top: top + 10, width: width, Self.titleColour)
    var settings = [
      "seed \(subject.seed)", subject.sampler, "\(subject.steps) steps", "cfg \(subject.cfg)",
      "\(subject.width)×\(subject.height)",
    ]
    if !subject.negative.isEmpty { settings.append("negative: \(subject.negative)") }
    let line = settings.joined(separator: " · ")
    write(line, on: &canvas, left: Self.gap, top: top + 25, width: width, Self.textColour)
    let heads = ["base model"] + test.weights.map { "weight \($0)" }
    for (column, head) in heads.enumerated() {
      write(head, on: &canvas, left: left(column), top: top + 44, width: side, Self.headColour)
    }
    for row in 0..<max(1, test.files.count) {
      draw(row: row, of: index, on: &canvas, top: top + Self.blockHeader + row * rowHeight(subject))
    }
  }

  private func draw(row: Int, of index: Int, on canvas: inout Canvas, top: Int) {
    let subject = test.subjects[index]
    if row < test.files.count {
      let file = test.files[row]
      let lines = [file.label, file.step.map { "step \($0)" } ?? ""]
      for (number, line) in lines.enumerated() where number == 0 || line != file.label {
        write(
          line, on: &canvas, left: Self.gap, top: top + 4 + 14 * number, width: Self.rowLabel - Self.gap - 6,
          number == 0 ? Self.headColour : Self.textColour)
      }
    }
    // The base model's picture stands in each row, beside those that are to be compared with it.
    draw(.init(subject: index, file: nil, weight: nil), subject, on: &canvas, left: left(0), top: top)
    guard row < test.files.count else { return }
    for weight in test.weights.indices {
      let place = EffectTest.Place(subject: index, file: row, weight: weight)
      draw(place, subject, on: &canvas, left: left(weight + 1), top: top)
    }
  }

  private func draw(
    _ place: EffectTest.Place, _ subject: EffectTest.Subject, on canvas: inout Canvas, left: Int, top: Int
  ) {
    let size = Self.fitted(PictureSize(width: subject.width, height: subject.height), within: side)
    if let picture = thumbnails[place] {
      canvas.put(picture, left: left, top: top)
    } else {
      canvas.fill(PixelBox(left: left, top: top, width: size.width, height: size.height), Self.emptyColour)
    }
    guard let difference = differences[place] else { return }
    let text = "differs \(Self.percent(difference))"
    write(text, on: &canvas, left: left, top: top + size.height + 4, width: side, Self.textColour)
  }

  private func left(_ column: Int) -> Int { Self.rowLabel + column * (side + Self.gap) }

  private func write(
    _ text: String, on canvas: inout Canvas, left: Int, top: Int, width: Int, _ colour: RGBColour, scale: Int = 1
  ) {
    canvas.write(text, left: left, top: top, within: width, colour, scale: scale)
  }

  /// A part as a percentage: with one digit after the point below ten.
  package static func percent(_ part: Double) -> String {
    let tenths = Int((part * 1000).rounded())
    return tenths < 100 ? "\(tenths / 10).\(tenths % 10) %" : "\((tenths + 5) / 10) %"
  }

  /// `size` scaled so that its longer side is `side`.
  private static func fitted(_ size: PictureSize, within side: Int) -> PictureSize {
    let longer = max(size.width, size.height)
    func scaled(_ length: Int) -> Int { max(1, (length * side + longer / 2) / longer) }
    return PictureSize(width: scaled(size.width), height: scaled(size.height))
  }

  /// As large as the pictures are, but at least ``smallestSide``, and so small that the whole stays within ``mostPixels``.
  private static func side(of test: EffectTest) -> Int {
    let longest = test.subjects.map { max($0.width, $0.height) }.max() ?? smallestSide
    let cells = (test.weights.count + 1) * max(1, test.files.count) * max(1, test.subjects.count)
    var side = max(longest, smallestSide)
    while side > smallestSide, cells * (side + gap) * (side + caption) > mostPixels { side -= 8 }
    return side
  }

  private static let smallestSide = 160
  private static let mostPixels = 24_000_000
  private static let smallestWidth = 640
  private static let rowLabel = 120
  private static let gap = 12
  private static let header = 50
  private static let blockHeader = 62
  private static let caption = 24
  private static let background = RGBColour(red: 24, green: 25, blue: 28)
  private static let emptyColour = RGBColour(red: 44, green: 46, blue: 51)
  private static let lineColour = RGBColour(red: 70, green: 72, blue: 78)
  private static let textColour = RGBColour(red: 170, green: 172, blue: 178)
  private static let headColour = RGBColour(red: 130, green: 180, blue: 250)
  private static let titleColour = RGBColour(red: 240, green: 240, blue: 242)
}
