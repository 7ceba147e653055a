import LoracImages
import LoracTestSupport
import Testing

@Suite struct ImageDecoderTests {
  /// A file, and what Pillow makes of it (Tests/Tools/decoded_images.py).
  struct Case: Decodable {
    var name: String
    var file: String
    var width: Int?
    var height: Int?
    var rgb: String?

    var bytes: [UInt8] { LoracTestSupport.bytes(hex: file) }
    var image: RGBImage? {
      guard let width, let height, let rgb else { return nil }
      return RGBImage(width: width, height: height, bytes: LoracTestSupport.bytes(hex: rgb))
    }
  }

  @Test func equalsPillow() throws {
    let cases: [Case] = try reference("decoded.json")
    #expect(cases.count >= 70)
    for item in cases {
      guard let image = item.image else {
        #expect(throws: ImageError.self, "\(item.name)") { try ImageDecoder.decode(item.bytes) }
        continue
      }
      #expect(try ImageDecoder.decode(item.bytes) == image, "\(item.name)")
    }
  }

  @Test func refusesWhatEndsEarly() throws {
    for item in try reference("decoded.json", as: [Case].self) {
      guard let image = item.image else { continue }
      let file = item.bytes
      for count in stride(from: 0, to: file.count, by: 7) {
        // What follows the picture may be missing, and zeros that end its run lengths.
        guard let found = try? ImageDecoder.decode(Array(file[..<count])) else { continue }
        #expect(found == image && count > file.count / 2, "\(item.name) cut to \(count) of \(file.count)")
      }
    }
  }

  @Test func survivesDamage() throws {
    var random = SplitMix(seed: 7)
    let files = try reference("decoded.json", as: [Case].self).map(\.bytes)
    var refused = 0
    for round in 0..<1500 {
      var file = files[round % files.count]
      for _ in 0...Int.random(in: 0..<4, using: &random) {
        let place = Int.random(in: 0..<file.count, using: &random)
        file[place] = [0, 1, 0xFF, UInt8.random(in: 0...255, using: &random)].randomElement(using: &random) ?? 0
      }
      do throws(ImageError) {
        let image = try ImageDecoder.decode(file)
        #expect(image.bytes.count == image.width * image.height * 3)
      } catch {
        #expect(!error.explanation.isEmpty)
        refused += 1
      }
    }
    #expect(refused > 250)
  }

  @Test func namesWhatIsNotRead() {
    let starts: [(String, ImageError)] = [
      ("GIF89a", .foreignFormat("GIF")), ("\0\0\0\u{1C}ftypavif", .foreignFormat("AVIF")),
      ("8BPS", .foreignFormat("Photoshop")), ("", .notAnImage), ("PK\u{3}\u{4}", .notAnImage),
    ]
    for (start, error) in starts {
      #expect(throws: error) { try ImageDecoder.decode(Array(start.utf8)) }
    }
  }

  @Test func refusesTooManyPixelsBeforeTakingMemory() {
    // A complete header, 60 000 × 60 000 pixels, and nothing behind it.
    let header = bytes(hex: "424d36000000000000003600000028000000" + "60ea0000" + "60ea0000" + "01001800")
    #expect(throws: ImageError.tooLarge(width: 60_000, height: 60_000)) {
      try ImageDecoder.decode(header + [UInt8](repeating: 0, count: 24))
    }
    let empty = bytes(hex: "424d36000000000000003600000028000000" + "00000000" + "60ea0000" + "01001800")
    #expect(throws: ImageError.empty(width: 0, height: 60_000)) {
      try ImageDecoder.decode(empty + [UInt8](repeating: 0, count: 24))
    }
  }
}
