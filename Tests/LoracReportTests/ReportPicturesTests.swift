import LoracImages
import LoracTestSupport
import Testing

@testable import LoracReport

struct ReportPicturesTests {
  private func noise(_ side: Int, seed: UInt64) -> RGBImage {
    var random = SplitMix(seed: seed)
    return RGBImage(
      width: side, height: side, bytes: (0..<side * side * 3).map { _ in UInt8.random(in: 0...255, using: &random) })
  }

  @Test func keepsSmallPicturesAsTheyAre() throws {
    let directory = try TemporaryDirectory()
    let file = try PNGWriter.encode(noise(8, seed: 1))
    let path = try directory.write(file, to: "a.png")
    let text = try directory.write("no picture", to: "b.png")
    let uris = ReportPictures().dataURIs([path, text, directory.path + "/missing.png"])
    #expect(uris == [path: "data:image/png;base64,\(Base64.encode(file))"])
  }

  @Test func fitsLargePicturesIntoTheirBound() throws {
    let directory = try TemporaryDirectory()
    let paths = try (0..<4).map { try directory.write(PNGWriter.encode(noise(300, seed: UInt64($0))), to: "\($0).png") }
    let limit = 100_000
    let uris = ReportPictures(limit: limit).dataURIs(paths)
    #expect(uris.count == 4)
    #expect(uris.values.allSatisfy { $0.hasPrefix("data:image/jpeg;base64,") })
    #expect(uris.values.reduce(0) { $0 + $1.utf8.count } <= limit * 4 / 3 + 200)
  }

  @Test func readsAChangedFileAnew() throws {
    let directory = try TemporaryDirectory()
    let pictures = ReportPictures()
    let path = try directory.write(PNGWriter.encode(noise(8, seed: 1)), to: "a.png")
    let first = pictures.dataURIs([path])
    #expect(pictures.dataURIs([path]) == first)
    try directory.write(PNGWriter.encode(noise(9, seed: 2)), to: "a.png")
    #expect(pictures.dataURIs([path]) != first)
  }
}
