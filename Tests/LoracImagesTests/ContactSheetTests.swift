import LoracImages
import LoracTestSupport
import Testing

@Suite struct ContactSheetTests {
  private let red = RGBColour(red: 255, green: 0, blue: 0)

  private func entry(_ width: Int, _ height: Int, frame: PixelBox?) -> ContactSheet.Entry {
    let bytes = (0..<width * height).flatMap { _ in [10, 200, 10, 255] as [UInt8] }
    return ContactSheet.Entry(
      image: RGBAImage(width: width, height: height, hasAlpha: false, bytes: bytes),
      fullSize: PictureSize(width: width * 10, height: height * 10), frame: frame, colour: red,
      lines: ["photo.jpg", "1×1"])
  }

  @Test func drawsTheFrameAndDimsTheRest() throws {
    var sheet = ContactSheet(count: 1, title: "crops")
    #expect(sheet.pageCount == 1 && sheet.pictureSide == 304)
    let frame = PixelBox(left: 1000, top: 0, width: 1000, height: 2000)
    let page = try PhotoDecoder.decode(try #require(try sheet.add(entry(300, 200, frame: frame)))).image
    func pixel(_ x: Int, _ y: Int) -> [UInt8] {
      Array(page.bytes[(y * page.width + x) * 4..<(y * page.width + x) * 4 + 3])
    }
    // The picture begins 16 + 2 from the left and 68 + 52 from the top.
    #expect(pixel(18 + 150, 120 + 100) == [10, 200, 10])
    #expect(pixel(18 + 101, 120 + 100) == [255, 0, 0])
    #expect(pixel(18 + 198, 120 + 100) == [255, 0, 0])
    #expect(pixel(18 + 150, 120 + 1) == [255, 0, 0])
    let dimmed = pixel(18 + 50, 120 + 100)
    #expect(dimmed[1] > 40 && dimmed[1] < 120)
    #expect(pixel(2, 120)[1] < 40)
  }

  @Test func handsOutPagesAsTheyFill() throws {
    let count = 700
    var sheet = ContactSheet(count: count, title: "many", legend: [(name: "red", colour: red)])
    var sizes: [PictureSize] = []
    for index in 0..<count {
      guard let file = try sheet.add(entry(3 + index % 5, 2, frame: nil)) else { continue }
      sizes.append(try PhotoDecoder.header(file).size)
    }
    #expect(sizes.count == sheet.pageCount && sheet.pageCount > 1)
    #expect(sizes.allSatisfy { $0.width <= 1700 && $0.height <= 2600 })
  }

  @Test func shrinksWhatIsLarge() throws {
    let thumbnail = try entry(900, 30, frame: nil).image.thumbnail(within: 100)
    #expect(thumbnail.size == PictureSize(width: 100, height: 3))
    #expect(thumbnail.bytes.prefix(4) == [10, 200, 10, 255])
    #expect(try entry(90, 3, frame: nil).image.thumbnail(within: 100).width == 90)
    #expect(try entry(5000, 1, frame: nil).image.thumbnail(within: 100).size == PictureSize(width: 100, height: 1))
  }
}
