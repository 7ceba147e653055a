import LoracAdvice
import LoracImages
import LoracPlan
import LoracPlanText
import LoracRunAdvice
import LoracRunHistory
import LoracRunTestSupport
import LoracTestSupport
import Testing

@Suite struct RunAdviceTests {
  /// A log of 30 steps whose loss rises from 0.1 to 1 after step 10.
  private static let rising: [String] =
    (1...30).map { step in
      let loss = step <= 10 ? 0.1 + 0.001 * Double(step) : 1 + 0.001 * Double(step)
      return #"{"event":"step","time":\#(step),"step":\#(step),"epoch":1,"loss":\#(loss),"lr":{"textencoder":5e-5,"#
        + #""unet":0.0001},"gradient_norm":0.1,"seconds":1}"#
    } + [#"{"event":"finished","time":31,"step":30}"#]

  private func writePicture(_ path: String, _ red: UInt8, _ blue: UInt8 = 90) throws {
    let pixels = (0..<(96 * 64)).flatMap { place -> [UInt8] in [red, UInt8(place % 96 * 2), blue, 255] }
    let image = RGBAImage(width: 96, height: 64, hasAlpha: false, bytes: pixels)
    try writeFile(try PNGWriter.encode(image), to: path)
  }

  @Test func judgesTheLog() throws {
    let run = try RunFixture(lines: Self.rising)
    let findings = RunAdvice.findings(for: try RunHistory.read(run.folder))
    #expect(findings.map(\.kind) == [.divergingLoss, .noValidation, .noPreviews])
    #expect(findings.first?.severity == .problem)
  }

  /// Means over kohya's timesteps, computed with sd-scripts' formulas.
  @Test func knowsWhatPredictingNothingCosts() throws {
    func zeroLoss(_ change: @Sendable (inout TrainingPlan) -> Void) throws -> Double? {
      let run = try RunFixture(lines: Self.rising) {
        $0.loss.minSNRGamma = nil
        $0.loss.noiseOffset = nil
        change(&$0)
      }
      return RunFacts(try #require(try RunHistory.read(run.folder).plan)).zeroLoss.map { ($0 * 1000).rounded() / 1000 }
    }
    #expect(try zeroLoss { _ in } == 1)
    #expect(try zeroLoss { $0.loss.debiased = true } == 3.021)
    #expect(try zeroLoss { $0.loss.minSNRGamma = 5 } == 0.917)
    #expect(try zeroLoss { $0.loss.noiseOffset = 0.1 } == 1.01)
    #expect(try zeroLoss { $0.loss.type = "l1" } == 0.798)
    #expect(try zeroLoss { ($0.loss.debiased, $0.loss.maxTimestep) = (true, 1) } == 0.032)
    let velocity = try #require(
      try zeroLoss {
        $0.model.vPrediction = true
        $0.loss.scaleVPrediction = true
      })
    #expect(velocity > 0.2 && velocity < 0.5)
    #expect(try zeroLoss { $0.kohya.append(KohyaSetting(name: "v_pred_like_loss", value: .number(1))) } == nil)
  }

  @Test func readsWhatValidationSays() throws {
    let lines = (0...8).map { epoch in
      #"{"event":"validation","time":\#(epoch),"step":\#(epoch * 3),"epoch":\#(epoch),"loss":\#(0.2 - 0.01 * Double(epoch)),"#
        + #""average_loss":0.2,"at_epoch_end":true}"#
    }
    let run = try RunFixture(lines: lines)
    let findings = RunAdvice.findings(for: try RunHistory.read(run.folder))
    #expect(findings.map(\.kind).contains(.underfitting))
  }

  @Test func measuresPreviews() throws {
    let run = try RunFixture(lines: [
      #"{"event":"sample","time":1,"file":"samples/a.png","step":0,"prompt":0,"seed":1}"#,
      #"{"event":"sample","time":2,"file":"samples/b.png","step":12,"epoch":1,"prompt":0,"seed":1}"#,
      #"{"event":"sample","time":3,"file":"samples/gone.png","step":24,"epoch":2,"prompt":0,"seed":1}"#,
    ])
    try run.directory.makeFolder("runs/moka/20260102-030405/samples")
    try writePicture("\(run.folder)/samples/a.png", 200)
    try writePicture("\(run.folder)/samples/b.png", 201)
    let history = try RunHistory.read(run.folder)
    #expect(RunAdvice.findings(for: history).map(\.kind).contains(.unchangedPreviews))
    #expect(!RunAdvice.findings(for: history, depth: .log).map(\.kind).contains(.unchangedPreviews))
    let evidence = try #require(RunEvidence(history, depth: .pictures))
    #expect(evidence.previews.map(\.step) == [0, 12])
    #expect(evidence.previews.first?.picture.width == 64)
    #expect(evidence.previews.first?.picture.height == 43)
  }

  /// Previews of the quickstart: before training; after 900 steps as it is; after 180 with the U-Net's rate 0.03.
  @Test(arguments: [("sound", [FindingKind]()), ("burnt", [.saturatedPreviews])])
  func judgesPreviewsThatRunsMade(_ name: String, _ expected: [FindingKind]) throws {
    let moments = [("before", 0), (name, 900)]
    let run = try RunFixture(
      lines: moments.flatMap { name, step in
        (0..<3).map {
          #"{"event":"sample","time":1,"file":"samples/\#(name)-\#($0).png","step":\#(step),"prompt":\#($0),"seed":1}"#
        }
      })
    for (name, _) in moments {
      for prompt in 0..<3 {
        let bytes = try readFile("\(testFolder())/Reference/\(name)-\(prompt).png")
        try writeFile(bytes, to: "\(run.folder)/samples/\(name)-\(prompt).png")
      }
    }
    let findings = RunAdvice.findings(for: try RunHistory.read(run.folder))
    // A log without losses, and no images held out: the previews are all there is.
    #expect(findings.map(\.kind).filter { ![.noValidation, .fewSteps].contains($0) } == expected, "\(findings)")
  }

  @Test func saysNothingOfAPlanThatCannotBeRead() throws {
    let run = try RunFixture()
    try writeFile(Array("{}".utf8), to: "\(run.folder)/plan.json")
    #expect(RunAdvice.findings(for: try RunHistory.read(run.folder)).isEmpty)
  }
}

@Suite struct RunFactsTests {
  private func plan(_ change: (inout TrainingPlan) -> Void = { _ in }) -> TrainingPlan {
    var plan = RunFixture.plan("moka", "native", output: "output")
    change(&plan)
    return plan
  }

  @Test func namesTheRateThatCounts() {
    #expect(RunFacts(plan()).rate == nil)
    let general = RunFacts(plan { $0.optimizer.learningRate = 1e-4 })
    #expect(general.rateKey == "optimizer.learning_rate")
    let unet = RunFacts(
      plan {
        $0.optimizer.learningRate = 1e-4
        $0.optimizer.unetLearningRate = 2e-4
        $0.optimizer.textEncoderLearningRate = 1e-5
      })
    #expect(unet.rateKey == "optimizer.unet_lr")
    #expect(unet.rate == 2e-4)
    let text = RunFacts(
      plan {
        $0.optimizer.textEncoderLearningRate = 1e-5
        $0.network.train = .textEncoder
      })
    #expect(text.rateKey == "optimizer.text_encoder_lr")
  }

  @Test func knowsOptimizersThatFindTheirRate() {
    for name in ["DAdaptation", "DAdaptLion", "Prodigy"] {
      #expect(RunFacts(plan { $0.optimizer.type = name }).findsRateItself)
    }
    #expect(!RunFacts(plan()).findsRateItself)
  }

  @Test func knowsTheRecipesBlocks() {
    let recipe = "lorac: 1\nsample: {every: 1 epoch}\n# validation:\ndataset:\n  validation: 3\n"
    #expect(RunFacts(plan(), recipe: recipe).blocks == ["lorac", "sample", "dataset"])
    #expect(RunFacts(plan(), recipe: "a: [").blocks.isEmpty)
  }

  @Test func countsHeldOutImagesThatAreTrained() {
    let facts = RunFacts(
      plan { plan in
        var images = (0..<3).map { number in
          ImagePlan(
            file: "\(number).png", size: PixelSize(width: 64, height: 64), bucket: PixelSize(width: 64, height: 64),
            resized: PixelSize(width: 64, height: 64), repeats: number, caption: number == 1 ? "moka, asleep" : "",
            bytes: 1, digest: "00")
        }
        images[0].isHeldOut = true
        images[1].isHeldOut = true
        plan.dataset = DatasetPlan(
          images: 3, entries: 3, regularizationImages: 0, regularizationEntries: 0, validationImages: 2,
          meanAspectRatioError: [0],
          folders: [
            FolderContents(path: "train", dataset: 0, isRegularization: false, captioned: 0, images: ImageList(images))
          ])
        plan.validation = ValidationPlan(split: 0.5, seed: nil, every: nil)
      })
    #expect(facts.images == 3)
    #expect(facts.prompt == "moka, asleep")
    #expect(facts.heldOutImages == 2)
    #expect(facts.trainedHeldOutImages == 1)
  }
}
