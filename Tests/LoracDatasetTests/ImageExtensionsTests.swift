import Testing

@testable import LoracDataset

@Suite struct ImageExtensionsTests {
  @Test func tellsHowSDScriptsSeesAName() {
    for name in [
      "a.png", "a.jpg", "a.jpeg", "a.webp", "a.bmp", "a.PNG", "a.JPEG", "a.b.png", "é.webp", "a..png", " .png",
    ] {
      #expect(ImageExtensions.standing(of: name) == .image, "\(name)")
    }
    for name in ["a.Png", "a.Jpeg", "a.gif", "a.tiff", "a.avif", "a.HEIC", ".a.png", "a.jxl", "a.jp2", "a.b.TIF"] {
      #expect(ImageExtensions.standing(of: name) == .unseenImage, "\(name)")
    }
    for name in ["a.txt", "a", "", ".png", "png", "._a.png", "a.png.txt", "a.npz", "a.pngg", "a.xpng", "a.", "a.mp4"] {
      #expect(ImageExtensions.standing(of: name) == .other, "\(name)")
    }
  }

  @Test func everyTrainedEndingIsAnImage() {
    for ending in ImageExtensions.trained {
      #expect(ImageExtensions.standing(of: "x" + ending) == .image)
      #expect(ImageExtensions.promisedFormat(of: "x" + ending) != nil)
    }
    for ending in ImageExtensions.known { #expect(ImageExtensions.standing(of: "x" + ending) != .other) }
  }
}
