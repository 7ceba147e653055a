import LoracDiagnosticRendering
import LoracImages
import LoracInspection
import LoracJSON
import LoracTestSupport
import Testing

@Suite struct InspectionTests {
  /// Nine pictures of which two look like others, one is blurred, one dark, one broken, two without a caption.
  private static func inspection() throws -> Inspection {
    let folder = try TemporaryDirectory()
    func save(_ name: String, _ image: RGBAImage) throws {
      try folder.write(PNGWriter.encode(image), to: "8_cat/\(name).png")
    }
    for seed in 1...5 { try save("0\(seed)", Scene(seed: UInt64(seed)).image(seed % 2 == 0 ? 96 : 128, 128)) }
    try save("06", Scene(seed: 1).image(64, 64))
    try save("07", Scene(seed: 2).image(96, 128).mirrored)
    try save("08", Scene(seed: 8).image(128, 128).blurred(by: 16))
    try save("09", Scene(seed: 9, brightness: 0.1).image(200, 100))
    try folder.write(Array(PNGWriter.encode(Scene(seed: 10).image(64, 64)).prefix(400)), to: "8_cat/10.png")
    let pictures = (1...10).map { number in
      InspectedPicture(
        folder: "\(folder.path)/8_cat", file: (number < 10 ? "0" : "") + "\(number).png", hasCaption: number < 9)
    }
    var measured = PictureReader.measure(pictures)
    for place in measured.indices { measured[place].folder = "train/8_cat" }
    return Inspection(measured, resolution: PictureSize(width: 128, height: 128), preset: "realistic")
  }

  @Test func page() throws { expectSnapshot(InspectionText(try Self.inspection(), width: 80).text, "page.txt") }

  @Test func document() throws {
    let text = InspectionDocument.value(try Self.inspection()).serialized(pretty: true)
    expectSnapshot(text + "\n", "document.json")
  }

  @Test func nothing() {
    #expect(InspectionText(Inspection([])).text == "no images\n")
    let missing = PictureReader.measure([InspectedPicture(folder: "/nowhere", file: "1.png", hasCaption: false)])
    #expect(missing[0].problem == "cannot be read: No such file or directory")
    #expect(InspectionText(Inspection(missing)).text.contains("there is nothing to train"))
  }

  @Test func longListsAreCut() {
    let image = Scene(seed: 1).image(8, 8)
    let exposure = Exposure(BrightnessMap(image))
    func picture(_ number: Int, _ bits: UInt64, _ sharpness: Double) -> InspectedPicture {
      let hash = PerceptualHash(frequencies: bits, gradients: bits)
      return InspectedPicture(
        folder: "f", file: "\(number).png", hasCaption: false,
        facts: PictureFacts(size: image.size, sharpness: sharpness, exposure: exposure, hash: hash))
    }
    // Eighty pictures in forty pairs, of which the first thirty-five are blurred, and a group of twelve.
    var random = SplitMix(seed: 3)
    let pairs = (0..<40).flatMap { pair -> [InspectedPicture] in
      let bits = random.next()
      return [picture(2 * pair, bits, pair < 35 ? 0.01 : 1), picture(2 * pair + 1, bits, 1)]
    }
    let text = InspectionText(Inspection((0..<12).map { picture(1000 + $0, 0, 1) } + pairs)).text
    #expect(text.contains("1009.png and 2 more"))
    #expect(text.contains("and 11 groups more; --format json has all"))
    #expect(text.contains("and 5 images more; --format json has all"))
  }

  @Test func groupsOfDuplicates() {
    func facts(_ bits: UInt64) -> PictureFacts {
      let image = Scene(seed: 1).image(8, 8)
      let hash = PerceptualHash(frequencies: bits, gradients: bits)
      return PictureFacts(size: image.size, sharpness: 1, exposure: Exposure(BrightnessMap(image)), hash: hash)
    }
    // The first and the last are alike only by way of the second.
    let found = NearDuplicates([facts(0), facts(0xFFF), facts(~0), nil, facts(0xFF_FFFF)])
    #expect(found.groups.map(\.pictures) == [[0, 1, 4]])
    #expect(found.surplus == 2)
  }
}
