import LoracImages
import LoracTestSupport
import LoracTrainer
import Testing

extension TrainingTests {
  @Suite("Previews beside sd-scripts") struct KohyaPreviewTests {
    @Test("show what kohya's show, moment by moment")
    func agreement() throws {
      var session = try TrainingSession("previews")
      try session.train(threads: 2)
      let folder = "\(testFolder())/Reference/previews"
      let expected = try namesInFolder(folder)
      let made = session.sampleFiles
      // The time of each file is left out of the reference's names.
      let names = made.keys.sorted().map { name in
        let parts = name.split(separator: "_")
        return (parts.prefix(3) + parts.dropFirst(4)).joined(separator: "_")
      }
      #expect(names.sorted() == expected.sorted())
      for (name, bytes) in made {
        let parts = name.split(separator: "_")
        let twin = (parts.prefix(3) + parts.dropFirst(4)).joined(separator: "_")
        let picture = try ImageDecoder.decode(bytes)
        let wanted = try ImageDecoder.decode(try readFile("\(folder)/\(twin)"))
        try #require(picture.width == wanted.width && picture.height == wanted.height)
        let differences = zip(picture.bytes, wanted.bytes).map { abs(Int($0) - Int($1)) }
        // Both round to whole grey levels, perhaps to different sides.
        #expect(differences.max() ?? 255 <= 1, "\(twin)")
        #expect(differences.reduce(0, +) < differences.count / 50, "\(twin)")
      }
    }
  }
}
