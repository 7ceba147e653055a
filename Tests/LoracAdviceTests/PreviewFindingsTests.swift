import LoracAdvice
import Testing

/// What previews lead to.
@Suite struct PreviewFindingsTests {
  private func run(_ pictures: [[SmallPicture]], images: [SmallPicture] = []) -> RunEvidence {
    var run = SampleRuns.run(heldOut: [])
    run.facts.validationSplit = nil
    run.previews = pictures.enumerated().flatMap { moment, pictures in
      pictures.enumerated().map { prompt, picture in
        PreviewEvidence(
          step: moment * 100, prompt: prompt, seed: 1, path: "samples/\(moment)_\(prompt).png", picture: picture)
      }
    }
    run.trainingImages = images.enumerated().map { ImageEvidence(path: "train/\($0).png", picture: $1) }
    return run
  }

  private let pictures = (0..<8).map { SampleRuns.noise(UInt64($0)) }
  private let black = SampleRuns.noise(1, mean: 1, spread: 0)

  @Test func soundPreviewsHaveNoFinding() {
    let run = run([[pictures[0], pictures[1]], [pictures[2], pictures[3]]], images: Array(pictures[4...]))
    #expect(run.kinds == [.noValidation])
  }

  @Test func blackOnes() throws {
    let run = run([[pictures[0], pictures[1]], [pictures[2], black], [black, black]])
    let finding = try #require(run.finding(.blackPreviews))
    #expect(
      finding.evidence[0].hasPrefix("2 of 2 previews made at step 200 are black, with a brightness of 1.00 ± 0.00"))
    #expect(finding.evidence[1] == "they have been since those made at step 100")
    #expect(finding.proposal?.newValue == "1e-5")
  }

  /// The autoencoder's fault, not training's.
  @Test func blackOnesOfTheBaseModel() throws {
    var run = run([[black], [black]])
    run.facts.mixedPrecision = "fp16"
    let finding = try #require(run.finding(.blackPreviews))
    #expect(finding.title == "Previews are black, those of the base model too")
    #expect(finding.proposal?.newValue == "bf16")
  }

  @Test func oneColour() {
    let grey = SampleRuns.noise(1, mean: 90, spread: 0)
    #expect(run([[pictures[0]], [grey]]).kinds.first == .flatPreviews)
  }

  @Test func burntOnes() throws {
    let burnt = SampleRuns.noise(3, mean: 128, spread: 600)
    #expect(run([[pictures[0]], [burnt]]).kinds.first == .saturatedPreviews)
    // Drawings on white are no burnt photographs.
    #expect(run([[burnt], [burnt]]).finding(.saturatedPreviews) == nil)
    #expect(run([[pictures[0]], [burnt]], images: [burnt, burnt, burnt, burnt]).finding(.saturatedPreviews) == nil)
  }

  @Test func theSoonerBurntTheLowerTheRate() throws {
    let burnt = SampleRuns.noise(3, mean: 128, spread: 600)
    func finding(_ moments: [[SmallPicture]]) throws -> Finding {
      try #require(run(moments).finding(.saturatedPreviews))
    }
    #expect(try finding([[pictures[0]], [burnt]]).proposal?.newValue == "5e-5")
    #expect(try finding([[pictures[0]], [pictures[1]], [burnt]]).proposal?.newValue == "5e-5")
    let soon = try finding([[pictures[0]], [burnt], [burnt]])
    #expect(soon.proposal?.newValue == "1e-5")
    #expect(soon.evidence.last == "the first, made at step 100, were burnt already")
  }

  @Test func unchangedOnes() throws {
    let same = SampleRuns.disturbed(pictures[0], by: 2)
    let finding = try #require(run([[pictures[0]], [same]]).finding(.unchangedPreviews))
    #expect(finding.proposal?.newValue == "5e-4")
    #expect(run([[pictures[0]], [SampleRuns.disturbed(pictures[0], by: 12)]]).finding(.unchangedPreviews) == nil)
    // Another seed is another picture.
    var unseeded = run([[pictures[0]], [same]])
    for place in unseeded.previews.indices { unseeded.previews[place].seed = nil }
    #expect(unseeded.finding(.unchangedPreviews) == nil)
  }

  @Test func copies() throws {
    let images = Array(pictures[2...])
    let copy = SampleRuns.disturbed(images[2], by: 30)
    let run = run([[pictures[0], pictures[1]], [copy, SampleRuns.disturbed(images[4], by: 30)]], images: images)
    let finding = try #require(run.finding(.copiedImages))
    #expect(finding.evidence[0].hasPrefix("2 of 2 previews made at step 100 are nearer to a training image than 0.25"))
    #expect(finding.evidence[1].contains("from train/"))
    #expect(finding.proposal?.newValue == "5e-5")
  }

  /// Images that look alike among themselves make previews that look like them: no copies.
  @Test func aUniformDatasetIsNoCopy() {
    let images = (0..<6).map { SampleRuns.disturbed(pictures[2], by: 60, seed: UInt64($0)) }
    let run = run([[pictures[0]], [SampleRuns.disturbed(pictures[2], by: 80, seed: 50)]], images: images)
    #expect(run.finding(.copiedImages) == nil)
  }
}
