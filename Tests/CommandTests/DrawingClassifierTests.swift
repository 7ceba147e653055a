import LoracImages
import LoracTestSupport
import Testing

/// The judge of the quickstart is itself judged, on drawings that it was not trained on.
@Suite("A classifier of drawings") struct DrawingClassifierTests {
  /// Drawings of tools/quickstart/measure.py, soft as an autoencoder's: the classes in turn, 20 in a row.
  @Test("recognizes unseen drawings") func accuracy() throws {
    let classifier = try DrawingClassifier("\(testFolder())/Fixtures/drawings/weights.txt")
    let sheet = try ImageDecoder.decode(try readFile("\(testFolder())/Fixtures/drawings/sheet.png"))
    // Each eighth drawing is a made-up figure, which is none of the classes.
    let classes = DrawingClassifier.classes
    var right = Array(repeating: 0, count: classes.count)
    for index in 0..<(sheet.width / 64) * (sheet.height / 64) where index % 8 < classes.count {
      let drawing = sheet.cropped(left: index % 20 * 64, top: index / 20 * 64, width: 64, height: 64)
      if classifier.answer(drawing)?.shape == classes[index % 8] { right[index % 8] += 1 }
    }
    #expect(Double(right.reduce(0, +)) >= 0.95 * 25 * Double(classes.count), "\(right)")
    #expect(right.allSatisfy { $0 >= 22 }, "\(right)")
  }
}
