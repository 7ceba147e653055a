import LoracCropping
import LoracImages
import LoracTestSupport
import Testing

@Suite struct CropTests {
  private func photo(_ image: RGBAImage) throws -> Photo { try PhotoDecoder.decode(PNGWriter.encode(image)) }

  private func rule(_ mode: CropRule.Mode, _ width: Int, _ height: Int) -> CropRule {
    CropRule(mode: mode, sizes: [PictureSize(width: width, height: height)], allowsUpscale: true)
  }

  /// How much of `subject` lies in `box`, 0 to 1.
  private func share(of subject: PixelBox, in box: PixelBox) -> Double {
    Double(subject.intersection(box)?.size.pixels ?? 0) / Double(subject.size.pixels)
  }

  @Test func aCropHasThePredictedSize() throws {
    var random = SplitMix(seed: 3)
    let sizes = [(64, 64), (64, 96), (96, 64), (30, 200)].map { PictureSize(width: $0.0, height: $0.1) }
    for round in 0..<40 {
      let scene = Scene(
        width: Int.random(in: 1...150, using: &random), height: Int.random(in: 1...150, using: &random),
        kind: round % 4,
        random: &random)
      let photo = try photo(scene.image)
      for mode in CropRule.Mode.allCases {
        let rule = CropRule(mode: mode, sizes: sizes, allowsUpscale: round % 2 == 0)
        let crop = try rule.crop(photo)
        #expect(crop.size == rule.predictedSize(of: photo.fullSize))
        #expect(crop.box.intersection(PixelBox(photo.fullSize)) == crop.box)
        #expect(try crop.apply(to: photo).size == crop.size)
        #expect(try rule.crop(photo) == crop)
      }
    }
  }

  @Test func centersTheBox() throws {
    let photo = try photo(Scene.plain(width: 301, height: 200))
    let crop = try rule(.center, 512, 512).crop(photo)
    #expect(crop.box == PixelBox(left: 50, top: 0, width: 200, height: 200) && crop.evidence == .center)
    #expect(try rule(.focus, 301, 200).crop(photo).evidence == .whole)
    let whole = try rule(.none, 9, 9).crop(photo)
    #expect(whole.box == PixelBox(photo.fullSize) && whole.size == photo.fullSize && whole.evidence == .whole)
    let nothing = try rule(.focus, 512, 512).crop(photo)
    #expect(nothing.box == crop.box && nothing.evidence == .center && nothing.subject == nil)
  }

  @Test func findsSubjectsAwayFromTheMiddle() throws {
    var random = SplitMix(seed: 17)
    var (focused, centered, scenes, worse) = (0.0, 0.0, 0, 0)
    for round in 0..<120 {
      let scene = Scene(width: 180, height: 120, kind: round % 4, random: &random)
      let image = round % 2 == 0 ? scene : scene.transposed
      let photo = try photo(image.image)
      let size = round % 2 == 0 ? (512, 768) : (768, 512)
      let center = share(of: image.subject, in: try rule(.center, size.0, size.1).crop(photo).box)
      guard center < 0.7 else { continue }
      let crop = try rule(.focus, size.0, size.1).crop(photo)
      let focus = share(of: image.subject, in: crop.box)
      (focused, centered, scenes) = (focused + focus, centered + center, scenes + 1)
      if focus < 1.3 * center { worse += 1 }
    }
    #expect(scenes > 40)
    #expect(focused > 1.3 * centered && focused / Double(scenes) > 0.93, "\(focused) of \(scenes), center \(centered)")
    #expect(Double(worse) <= 0.05 * Double(scenes), "\(worse) of \(scenes)")
  }

  @Test func leavesSubjectsInTheMiddleAlone() throws {
    var random = SplitMix(seed: 29)
    var (focused, scenes, worse) = (0.0, 0, 0)
    for round in 0..<120 {
      let scene = Scene(width: 180, height: 120, kind: round % 4, random: &random)
      let photo = try photo(scene.image)
      let center = share(of: scene.subject, in: try rule(.center, 512, 512).crop(photo).box)
      guard center > 0.98 else { continue }
      let focus = share(of: scene.subject, in: try rule(.focus, 512, 512).crop(photo).box)
      (focused, scenes) = (focused + focus, scenes + 1)
      if focus < 0.98 * center { worse += 1 }
    }
    #expect(scenes > 40)
    #expect(
      focused / Double(scenes) > 0.98 && Double(worse) <= 0.03 * Double(scenes), "\(focused), \(worse) of \(scenes)")
  }

  @Test func facesWinOverWhatStandsOut() throws {
    var random = SplitMix(seed: 5)
    for _ in 0..<40 {
      let scene = Scene(width: 180, height: 120, kind: 0, random: &random)
      let side = Int.random(in: 10...34, using: &random)
      let face = PixelBox(
        left: Int.random(in: 0...180 - side, using: &random), top: Int.random(in: 0...120 - side, using: &random),
        width: side, height: side)
      let crop = try rule(.focus, 512, 768).crop(photo(scene.image), hints: SubjectHints(faces: [face]))
      #expect(crop.evidence == .faces && share(of: face, in: crop.box) == 1, "\(face) in \(crop.box)")
    }
  }

  @Test func facesOutsideCountForNothing() throws {
    let photo = try photo(Scene.plain(width: 300, height: 200))
    let hints = SubjectHints(faces: [PixelBox(left: 300, top: 0, width: 10, height: 10)])
    #expect(try rule(.focus, 512, 512).crop(photo, hints: hints).evidence == .center)
  }

  @Test func aMatteIsTheSubject() throws {
    var random = SplitMix(seed: 6)
    let scene = Scene(width: 180, height: 120, kind: 1, random: &random)
    // The right sixth, wherever the scene's own subject is.
    var matte = [UInt8](repeating: 0, count: 18 * 12)
    for y in 2..<11 { for x in 15..<18 { matte[y * 18 + x] = 255 } }
    let crop = try rule(.focus, 512, 512).crop(
      photo(scene.image), hints: SubjectHints(matte: Matte(width: 18, height: 12, bytes: matte)))
    #expect(crop.evidence == .matte && crop.box.right == 180 && crop.keptEvidence == 1)
    let subject = try #require(crop.subject)
    #expect(abs(subject.left - 151) <= 1 && abs(subject.right - 179) <= 1)
  }

  @Test func alphaIsAMatte() throws {
    let alpha = (0..<200 * 100).map { UInt8($0 % 200 < 50 ? 255 : 0) }
    let image = Scene.plain(width: 200, height: 100).withAlpha(alpha)
    let crop = try rule(.focus, 64, 64).crop(photo(image))
    #expect(crop.evidence == .matte && crop.box.left == 0)
  }

  @Test func keepsTheUpperEndOfATallSubject() throws {
    // A figure from head to foot, cut to a square: the head must stay.
    let alpha = (0..<100 * 300).map { UInt8((40..<60).contains($0 % 100) && $0 / 100 > 20 ? 255 : 0) }
    let crop = try rule(.focus, 64, 64).crop(photo(Scene.plain(width: 100, height: 300).withAlpha(alpha)))
    #expect((10...21).contains(crop.box.top))
  }

  /// Photographs with known subjects, which Tests/Tools/crop_scenes.py writes; see docs/preparation.md.
  @Test(.enabled(if: environmentVariable("LORAC_CROP_SCENES") != nil, "LORAC_CROP_SCENES is not set"))
  func photographs() throws {
    struct Known: Decodable {
      var file: String
      var target: [Int]
      var subject: [Int]
      var kind: String
    }
    let folder = try #require(environmentVariable("LORAC_CROP_SCENES"))
    let scenes = try ReferenceFolders.decode([Known].self, folder + "/scenes.json")
    for kind in ["off-center", "centered"] {
      var (focused, centered, worse, count) = (0.0, 0.0, 0, 0)
      for scene in scenes where scene.kind == kind {
        let photo = try PhotoDecoder.decode(readFile(folder + "/" + scene.file))
        let subject = PixelBox(
          left: scene.subject[0], top: scene.subject[1], width: scene.subject[2] - scene.subject[0],
          height: scene.subject[3] - scene.subject[1])
        let focus = share(of: subject, in: try rule(.focus, scene.target[0], scene.target[1]).crop(photo).box)
        let center = share(of: subject, in: try rule(.center, scene.target[0], scene.target[1]).crop(photo).box)
        (focused, centered, count) = (focused + focus, centered + center, count + 1)
        if focus < (kind == "centered" ? 0.98 : 1.3) * center { worse += 1 }
      }
      print(
        "\(kind): \(count) scenes, focus keeps \(focused / Double(count)), center \(centered / Double(count));", worse)
      #expect(kind == "centered" ? focused >= 0.98 * centered : focused >= 1.3 * centered)
      #expect(Double(worse) <= 0.02 * Double(count))
    }
  }
}
