import LoracCropping
import LoracImages
import LoracPreparation
import LoracTags
import LoracTestSupport
import Testing

@Suite struct PreparationKeysTests {
  private static func tagger(_ model: String = "a.onnx", _ change: (inout FolderPreparation.Tagger) -> Void = { _ in })
    -> FolderPreparation.Tagger
  {
    var tagger = FolderPreparation.Tagger(
      kind: .wd14, model: ModelFile(model), tags: nil, threshold: 0.6, characterThreshold: 0.6, existing: .keep,
      prompt: nil, beams: 1)
    change(&tagger)
    return tagger
  }

  private static func crop(_ width: Int) -> FolderPreparation.Crop {
    .init(rule: CropRule(mode: .focus, sizes: [PictureSize(width: width, height: 512)]), faces: nil)
  }

  private static func keys(
    _ preparation: FolderPreparation, source: String = "/train/30_cat", vocabulary: String = ""
  ) -> PreparationKeys {
    PreparationKeys(preparation, source: source, captionExtension: ".txt", vocabulary: vocabulary)
  }

  @Test func differWithEverythingThatMatters() {
    let preparations = [
      FolderPreparation(), FolderPreparation(crop: Self.crop(512)), FolderPreparation(crop: Self.crop(768)),
      FolderPreparation(background: .init(model: ModelFile("u.onnx"), fill: .white)),
      FolderPreparation(background: .init(model: ModelFile("u.onnx"), fill: nil)),
      FolderPreparation(tagger: Self.tagger()), FolderPreparation(tagger: Self.tagger("b.onnx")),
      FolderPreparation(tagger: Self.tagger { $0.threshold = 0.5 }),
      FolderPreparation(tagger: Self.tagger { $0.existing = .append }),
      FolderPreparation(edits: [TagEdit(.remove(["a"]))]), FolderPreparation(edits: [TagEdit(.add(["a"]))]),
      FolderPreparation(edits: [TagEdit(.add(["a"]), images: ["b"])]),
    ]
    var keys = Set(preparations.map { Self.keys($0).folder })
    keys.insert(Self.keys(preparations[1], source: "/train/20_cat").folder)
    keys.insert(Self.keys(preparations[9], vocabulary: "group").folder)
    #expect(keys.count == preparations.count + 2)
    #expect(Self.keys(preparations[1]).folder == Self.keys(preparations[1], vocabulary: "group").folder)
  }

  @Test func picturesDoNotDependOnTagsNorOnTheFolder() {
    let plain = Self.keys(FolderPreparation(crop: Self.crop(512)))
    let tagged = Self.keys(
      FolderPreparation(crop: Self.crop(512), tagger: Self.tagger(), edits: [TagEdit(.remove(["a"]))]), source: "/x")
    #expect(plain.picture(ofOriginal: "1") == tagged.picture(ofOriginal: "1"))
    #expect(plain.picture(ofOriginal: "1") != plain.picture(ofOriginal: "2"))
    #expect(Self.keys(FolderPreparation(tagger: Self.tagger())).picture(ofOriginal: "1") == nil)
  }

  @Test func whatTaggersSayDoesNotDependOnThresholdsNorEdits() {
    let one = Self.keys(FolderPreparation(tagger: Self.tagger()))
    let other = Self.keys(
      FolderPreparation(tagger: Self.tagger { $0.threshold = 0.3 }, edits: [TagEdit(.remove(["a"]))]))
    #expect(one.caption(ofPicture: "1") == other.caption(ofPicture: "1"))
    #expect(
      one.caption(ofPicture: "1") != Self.keys(FolderPreparation(tagger: Self.tagger("b"))).caption(ofPicture: "1"))
    #expect(Self.keys(FolderPreparation()).caption(ofPicture: "1") == nil)
  }

  @Test func changeWithTheModelsFile() throws {
    let folder = try TemporaryDirectory()
    let path = try folder.write("model", to: "a.onnx")
    func key() -> String { Self.keys(FolderPreparation(tagger: Self.tagger(path))).folder }
    let before = key()
    #expect(key() == before)
    try folder.write("another model", to: "a.onnx")
    #expect(key() != before)
  }

  @Test func changeWithTheListOfTags() throws {
    let folder = try TemporaryDirectory()
    let path = try folder.write("model", to: "a.onnx")
    func key() -> String? { Self.keys(FolderPreparation(tagger: Self.tagger(path))).caption(ofPicture: "1") }
    let before = key()
    try folder.write("tags", to: "selected_tags.csv")
    #expect(key() != before)
  }

  @Test func partsAreNeverMixedUp() {
    #expect(PreparationStore.key(["a", "bc"]) != PreparationStore.key(["ab", "c"]))
    #expect(PreparationStore.key([]).count == 32)
  }

  @Test(
    arguments: [
      ("white", "#ffffff"), ("WHITE", "#ffffff"), ("#80c0ff", "#80c0ff"), ("#8cF", "#88ccff"), ("green", "#008000"),
    ])
  func coloursAreRead(_ text: String, _ colour: String) { #expect(RGBColour(text)?.text == colour) }

  @Test(arguments: ["", "#", "#12", "#12345", "#gggggg", "80c0ff", "transparent", "#1234567", "#١٢٣"])
  func otherTextsAreNoColours(_ text: String) { #expect(RGBColour(text) == nil) }
}
