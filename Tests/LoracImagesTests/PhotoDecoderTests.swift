import LoracImages
import LoracTestSupport
import Testing

@Suite struct PhotoDecoderTests {
  /// A file, and the picture a viewer shows (Tests/Tools/photo_reference.py).
  struct Case: Decodable {
    var name: String
    var file: String
    var width: Int
    var height: Int
    var rgba: String
    var tolerance: Int

    var bytes: [UInt8] { LoracTestSupport.bytes(hex: file) }
    var pixels: [UInt8] { LoracTestSupport.bytes(hex: rgba) }
  }

  private func cases() throws -> [Case] { try reference("photos.json") }

  @Test func showsWhatPillowShows() throws {
    #expect(try cases().count >= 60)
    for item in try cases() {
      let photo = try PhotoDecoder.decode(item.bytes)
      let image = photo.image
      #expect(image.size == PictureSize(width: item.width, height: item.height), "\(item.name)")
      #expect(image.size == photo.fullSize, "\(item.name)")
      let pixels = item.pixels
      let off = zip(image.bytes, pixels).map { abs(Int($0) - Int($1)) }.max() ?? 0
      #expect(image.bytes.count == pixels.count && off <= item.tolerance, "\(item.name) is off by \(off)")
      let isOpaque = stride(from: 3, to: pixels.count, by: 4).allSatisfy { pixels[$0] == 255 }
      #expect(image.hasAlpha == !isOpaque, "\(item.name)")
    }
  }

  @Test func theHeaderTellsTheSize() throws {
    for item in try cases() {
      let header = try PhotoDecoder.header(item.bytes)
      #expect(header.size == PictureSize(width: item.width, height: item.height), "\(item.name)")
    }
  }

  @Test func saysWhatBecameOfTheProfile() throws {
    let cases = try cases()
    func profile(_ name: String) throws -> PhotoProfile {
      try PhotoDecoder.decode(#require(cases.first { $0.name == name }).bytes).profile
    }
    #expect(try profile("jpeg wide") == .converted)
    #expect(try profile("gray png") == .converted)
    #expect(try profile("gamma 1") == .converted)
    #expect(try profile("jpeg srgb") == .none)
    #expect(try profile("bmp") == .none)
    #expect(try profile("profile noise") == .unusable)
    #expect(try profile("profile of inks") == .unusable)
  }

  @Test func refusesMorePixelsThanAllowed() throws {
    let file = try #require(try cases().first { $0.name == "jpeg orientation 6, large" }).bytes
    #expect(throws: ImageError.tooLarge(width: 47, height: 61, limit: 2866)) {
      try PhotoDecoder.decode(file, largestPixels: 2866)
    }
    #expect(try PhotoDecoder.decode(file, largestPixels: 2867).image.width == 47)
  }

  @Test func refusesWhatStatesHugeSizes() throws {
    // A JPEG whose frame says 65 000 × 65 000; nothing is decoded, so no memory is taken.
    var file = try #require(try cases().first { $0.name == "progressive jpeg" }).bytes
    let frame = try #require((0..<file.count - 1).first { file[$0] == 0xFF && file[$0 + 1] == 0xC2 })
    file.replaceSubrange(frame + 5..<frame + 9, with: [0xFD, 0xE8, 0xFD, 0xE8])
    #expect(throws: ImageError.tooLarge(width: 65_000, height: 65_000)) { try PhotoDecoder.decode(file) }
    #expect(try PhotoDecoder.header(file).size == PictureSize(width: 65_000, height: 65_000))
    let explanation = ImageError.tooLarge(width: 9, height: 9, limit: 80).explanation
    #expect(explanation == "has 9×9 pixels; more than 80 are refused")
  }

  @Test func aReducedPictureIsTheSamePicture() throws {
    let file = try #require(try cases().first { $0.name == "jpeg orientation 6, large" }).bytes
    let whole = try PhotoDecoder.decode(file)
    for (sufficient, expected) in [((24, 31), (47, 61)), ((23, 30), (24, 31)), ((11, 15), (12, 16)), ((1, 1), (6, 8))] {
      let photo = try PhotoDecoder.decode(
        file, sufficient: PictureSize(width: sufficient.0, height: sufficient.1))
      #expect(photo.image.size == PictureSize(width: expected.0, height: expected.1))
      #expect(photo.fullSize == whole.fullSize)
      guard photo.reduction == 2 else { continue }
      let target = PictureSize(width: 5, height: 7)
      let box = PixelBox(left: 4, top: 10, width: 35, height: 49)
      let (small, large) = (try photo.resized(box: box, to: target), try whole.resized(box: box, to: target))
      let off = zip(small.bytes, large.bytes).map { abs(Int($0) - Int($1)) }.max() ?? 0
      #expect(off <= 4, "off by \(off) at \(photo.image.size)")
    }
  }

  @Test func refusesWhatEndsEarly() throws {
    for item in try cases() {
      let file = item.bytes
      for count in stride(from: 0, to: file.count, by: 23) {
        do throws(ImageError) {
          let photo = try PhotoDecoder.decode(Array(file[..<count]))
          #expect(
            count > file.count / 2 && photo.fullSize.pixels == item.width * item.height, "\(item.name) at \(count)")
        } catch {
          #expect(!error.explanation.isEmpty)
        }
      }
    }
  }

  @Test func survivesDamage() throws {
    var random = SplitMix(seed: 23)
    let files = try cases().map(\.bytes)
    var refused = 0
    for round in 0..<1500 {
      var file = files[round % files.count]
      for _ in 0...Int.random(in: 0..<4, using: &random) {
        let place = Int.random(in: 0..<file.count, using: &random)
        file[place] = [0, 1, 0xFF, UInt8.random(in: 0...255, using: &random)].randomElement(using: &random) ?? 0
      }
      do throws(ImageError) {
        let header = try PhotoDecoder.header(file)
        let photo = try PhotoDecoder.decode(
          file, largestPixels: 1 << 22, sufficient: PictureSize(width: 1 + round % 40, height: 1 + round % 30))
        #expect(header.size == photo.fullSize)
      } catch {
        #expect(!error.explanation.isEmpty)
        refused += 1
      }
    }
    #expect(refused > 250)
  }
}
