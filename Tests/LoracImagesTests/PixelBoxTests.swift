import LoracImages
import Testing

@Suite struct PixelBoxTests {
  private let box = PixelBox(left: 10, top: 20, width: 30, height: 40)

  @Test func knowsItsEdges() {
    #expect(box.right == 40 && box.bottom == 60 && box.size == PictureSize(width: 30, height: 40))
    #expect(PixelBox(box.size) == PixelBox(left: 0, top: 0, width: 30, height: 40))
    #expect("\(box)" == "30×40+10+20")
    #expect(box.size.turned == PictureSize(width: 40, height: 30) && box.size.pixels == 1200)
  }

  @Test func intersects() {
    #expect(box.intersection(box) == box)
    #expect(
      box.intersection(PixelBox(left: -5, top: 50, width: 20, height: 100))
        == PixelBox(left: 10, top: 50, width: 5, height: 10))
    #expect(box.intersection(PixelBox(left: 40, top: 20, width: 5, height: 5)) == nil)
    #expect(box.intersection(PixelBox(left: 10, top: 0, width: 5, height: 20)) == nil)
  }
}
