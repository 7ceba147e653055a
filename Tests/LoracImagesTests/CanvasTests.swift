import LoracImages
import Testing

@Suite struct CanvasTests {
  private let black = RGBColour(red: 0, green: 0, blue: 0)

  /// The canvas as rows of "#" for what is white.
  private func rows(_ canvas: Canvas) -> [String] {
    let image = canvas.image
    return (0..<image.height).map { y in
      String((0..<image.width).map { x in image.bytes[(y * image.width + x) * 3] > 127 ? "#" : "." })
    }
  }

  @Test func writesText() {
    var canvas = Canvas(width: 18, height: 9, colour: black)
    canvas.write("Ag×", left: 0, top: 0, .white)
    #expect(
      rows(canvas) == [
        "..#...............", ".#.#..............", "#...#..####.#...#.", "#...#.#...#..#.#..", "#####.#...#...#...",
        "#...#.#...#..#.#..", "#...#..####.#...#.", "..........#.......", ".......###........",
      ])
  }

  @Test func writesWhatItCannotAsBoxes() {
    var canvas = Canvas(width: 5, height: 9, colour: black)
    canvas.write("娜", left: 0, top: 0, .white)
    #expect(rows(canvas).prefix(7) == ["#####", "#...#", "#...#", "#...#", "#...#", "#...#", "#####"])
  }

  @Test func staysWithinItsEdges() {
    var canvas = Canvas(width: 4, height: 3, colour: black)
    canvas.outline(PixelBox(left: -1, top: 1, width: 4, height: 20), .white, thickness: 1)
    canvas.write("W", left: 3, top: -20, .white, scale: 3)
    #expect(rows(canvas) == ["...#", "###.", "..#."])
    canvas.fill(PixelBox(left: 0, top: 0, width: 9, height: 1), .white, alpha: 128)
    #expect(canvas.image.bytes.prefix(3) == [128, 128, 128])
  }
}
