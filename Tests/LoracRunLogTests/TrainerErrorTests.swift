import Glibc
import LoracBatches
import LoracDiagnostics
import LoracFiles
import LoracImages
import LoracOptimizers
import LoracPlan
import LoracRunLog
import LoracTrainer
import Testing

@Suite struct TrainerErrorTests {
  private static let full = LoracFiles.FileError(path: "output/cat.safetensors", number: ENOSPC)

  private static let cases: [(error: TrainerError, id: String, headline: String)] = [
    (
      .lossNotANumber(step: 7, losses: [.nan, 1], lastState: "run/state/step5"), "LR0840",
      "the loss of step 7 is not a number: NaN, 1.0"
    ),
    (
      .weightsNotANumber(step: 7, lastState: nil), "LR0840", "weights of the LoRA are not numbers any more after step 7"
    ),
    (.save(full), "LR0841", "cannot write 'output/cat.safetensors': No space left on device"),
    (.latentCache(path: "a.npz", full), "LR0841", "cannot write 'output/cat.safetensors': No space left on device"),
    (
      .file(LoracFiles.FileError(path: "train/1.png", number: ENOENT)), "LR0842",
      "'train/1.png' cannot be read: No such file or directory"
    ),
    (.imageChanged(path: "train/1.png"), "LR0842", "'train/1.png' is not the image that was planned"),
    (
      .image(path: "train/1.png", .notAnImage), "LR0843",
      "'train/1.png' is not an image that lorac knows (PNG, JPEG, WebP, BMP)"
    ),
    (
      .state(path: "run/state/a", "it lacks a part"), "LR0844",
      "the state 'run/state/a' cannot be used: it lacks a part"
    ),
    (.unsupported("loss.type x"), "LR0846", "the native trainer cannot do what the plan asks"),
    (
      .caption(image: "train/1.png", number: "much"), "LR0847", "in the caption of 'train/1.png', 'much' is no weight"
    ),
    (.weightsDiffer(path: "old.safetensors", name: "lora_te"), "LR0848", "'old.safetensors' does not fit the network"),
    (.modelChanged(path: "base.safetensors"), "LR0628", "'base.safetensors' was changed while it was in use"),
  ]

  @Test(arguments: cases.indices) func saysWhatWentWrong(_ index: Int) {
    let (error, id, headline) = Self.cases[index]
    let diagnostics = error.diagnostics
    #expect(diagnostics.map(\.code.id) == [id])
    #expect(diagnostics.map(\.headline) == [headline])
    #expect(diagnostics.allSatisfy { $0.severity == .error })
  }

  /// What kohya would refuse too is said in a sentence that names the setting.
  @Test func saysWhatIsRefused() {
    let cases: [(TrainerError, String)] = [
      (.batches(.notRead), "plan again"),
      (
        .batches(.doesNotFit(path: "a.png", size: .init(width: 1, height: 2), resolution: .init(width: 3, height: 4))),
        "3×4"
      ),
      (.groupRates(.unknownArgument("betta", allowed: ["betas"])), "no argument 'betta'"),
      (.groupRates(.differentLearningRates([1, 0.5])), "1.0, 0.5"),
      (.schedule(.rateTooSmall(1e-9)), "1e-09"), (.unsupported("loss.type x"), "loss.type x"),
    ]
    for (error, words) in cases {
      let notes = error.diagnostics.flatMap(\.notes)
      #expect(notes.contains { $0.text.contains(words) }, "\(notes)")
      #expect(notes.last?.text == "change the setting, or run with --backend kohya")
    }
  }

  @Test func namesTheLastGoodState() {
    let error = TrainerError.lossNotANumber(step: 7, losses: [.nan], lastState: "run/state/step5")
    #expect(error.diagnostics[0].notes[0].text == "the state of an earlier step is whole: run/state/step5")
    #expect(TrainerError.lossNotANumber(step: 7, losses: [.nan], lastState: nil).diagnostics[0].notes.count == 2)
  }
}
