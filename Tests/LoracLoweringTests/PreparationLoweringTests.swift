import LoracPlan
import LoracPreparation
import Testing

/// What `prepare` blocks of a recipe and of its folders come to.
@Suite struct PreparationLoweringTests {
  private static let rest = """
    network: {rank: 8}
    optimizer: {type: AdamW, learning_rate: 1e-4}
    train: {epochs: 1, seed: 1, mixed_precision: no}
    """

  private static func plan(_ lines: String) throws -> (folders: [FolderSettings], plan: TrainingPlan) {
    let bench = try Workbench()
    try bench.addImages("10_cat", 3, 512, 512)
    try bench.addImages("5_dog", 2, 600, 900, caption: "a dog, nose")
    try bench.addImages("regular/1_animal", 2, 512, 512, caption: nil)
    let (plan, _) = try bench.plan(lines + "\n" + rest)
    let made = try #require(plan)
    return (made.data.datasets.flatMap(\.folders), made)
  }

  @Test func withoutABlockNothingIsPrepared() throws {
    let (folders, _) = try Self.plan("dataset: {images: [10_cat]}")
    #expect(folders.map(\.preparation) == [nil])
    #expect(folders[0].path.hasSuffix("/10_cat") && !folders[0].path.contains("cache"))
  }

  @Test func aFoldersOwnBlockCountsBeforeTheRecipes() throws {
    let (folders, plan) = try Self.plan(
      """
      dataset:
        images:
          - 10_cat
          - {path: 5_dog, prepare: {crop: {sizes: 448x576, mode: center}, edits: [{remove: nose}]}}
      prepare:
        crop: {sizes: 512}
        edits: [{prepend: mika}]
      """)
    let steps = folders.map { $0.preparation?.steps ?? [] }
    #expect(steps[0] == ["cropped to 512×512 around the subject", "tags edited once"])
    #expect(steps[1] == ["cropped to 448×576 around the middle", "tags edited in 2 steps"])
    let contents = try #require(plan.dataset)
    #expect(Set(contents.folders[0].images.map(\.size)) == [PixelSize(width: 512, height: 512)])
    #expect(Set(contents.folders[1].images.map(\.size)) == [PixelSize(width: 448, height: 576)])
    #expect(Set(contents.folders[0].images.map(\.caption)) == ["mika, a cat"])
    #expect(Set(contents.folders[1].images.map(\.caption)) == ["mika, a dog"])
  }

  @Test func aFolderMayBeLeftAsItIs() throws {
    let (folders, _) = try Self.plan(
      """
      dataset:
        images: [10_cat, {path: 5_dog, prepare: {crop: {mode: none}}}]
      prepare: {crop: {mode: focus}}
      """)
    #expect(folders[0].preparation?.steps == ["cropped to 512×512 around the subject"])
    #expect(folders[1].preparation?.steps == ["turned upright, in sRGB"])
  }

  @Test func regularizationKeepsItsCaptions() throws {
    let (folders, _) = try Self.plan(
      """
      dataset: {images: [10_cat], regularization: [regular/1_animal]}
      prepare: {crop: {mode: center}, edits: [{prepend: mika}]}
      """)
    #expect(folders[0].preparation?.steps.count == 2)
    #expect(folders[1].isRegularization && folders[1].preparation?.steps == ["cropped to 512×512 around the middle"])
    let (others, _) = try Self.plan(
      "dataset: {images: [10_cat], regularization: [regular/1_animal]}\nprepare: {edits: [{prepend: mika}]}")
    #expect(others[1].preparation == nil)
  }

  @Test func theRecipesHashDoesNotDependOnWhatIsMade() throws {
    let lines = "dataset: {images: [10_cat]}\nprepare: {crop: {mode: center}}"
    let (folders, plan) = try Self.plan(lines)
    #expect(folders[0].preparation?.picturesToMake == 3 && folders[0].preparation?.isReady == false)
    // Another folder, and so another place of the copies.
    let again = try Self.plan(lines)
    #expect(again.folders[0].path != folders[0].path)
    #expect(again.plan.fingerprint.dataset == plan.fingerprint.dataset)
  }
}
