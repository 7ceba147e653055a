@testable import LoracTags
import Testing

@Suite struct ImageGlobTests {
  @Test(arguments: [
    ("0002.png", true), ("*.png", true), ("30_Zhang/0002.png", true), ("30_Zhang/*", true), ("30_Zhang/", true),
    ("*/0002.png", true), ("train/30_Zhang/*.png", true), ("train/*/0002.png", true), ("./30_Zhang/*", true),
    ("0001.png", false), ("30_zhang/*", false), ("10_cat/*", false), ("train/*.png", false),
    ("other/train/30_Zhang/*", false), ("", false), ("30_Zhang", false), ("00??.png", true),
  ]) func matches(_ pattern: String, _ fits: Bool) {
    #expect(ImageGlob(pattern).matches(folder: "train/30_Zhang", file: "0002.png") == fits)
  }
}
