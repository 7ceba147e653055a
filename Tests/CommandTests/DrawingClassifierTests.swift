import LoracImages
import LoracTestSupport
import Testing

/// The judge of the quickstart is itself judged, on drawings that it was not trained on.
@Suite("A classifier of drawings") struct DrawingClassifierTests {
  /// Drawings of tools/quickstart/measure.py, soft as an autoencoder's: the classes in turn, 20 in a row.
  @Test("recognizes unseen drawings") func accuracy() throws {
    let classifier = try DrawingClassifier("\(testFolder())/Fixtures/drawings/weights.txt")
    let sheet = try ImageDecoder.decode(try readFile("\(testFolder())/Fixtures/drawings/sheet.png"))
    var right: [String: Int] = [:]
    var count: [String: Int] = [:]
    for index in 0..<(sheet.width / 64) * (sheet.height / 64) {
      let drawing = sheet.cropped(left: index % 20 * 64, top: index / 20 * 64, width: 64, height: 64)
      let shape = DrawingClassifier.classes[index % DrawingClassifier.classes.count]
      count[shape, default: 0] += 1
      if classifier.answer(drawing)?.shape == shape { right[shape, default: 0] += 1 }
    }
    #expect(count.values.allSatisfy { $0 == 25 })
    // Made-up figures are there so that the classifier may say "none of these"; some do look like one of the shapes.
    let shapes = DrawingClassifier.classes.filter { $0 != "figure" }
    let share = Double(shapes.reduce(0) { $0 + right[$1, default: 0] }) / Double(25 * shapes.count)
    #expect(share >= 0.95, "\(right)")
    #expect(right["moka", default: 0] >= 24)
  }
}
