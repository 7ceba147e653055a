import LoracDiagnostics
import LoracFiles
import LoracImages
import LoracLowering
import LoracPreparer

extension Situation {
  /// What `prepare` blocks bring about, LR0901 to LR0927.
  static let preparation: [Situation] = [
    recipe("LR0901", "misspelt", "prepare: {background: {fill: whitte}}"),
    recipe("LR0901", "unquoted", "prepare: {background: {fill: 80c0ff}}"),
    recipe("LR0902", "wd14", "prepare: {tagger: {type: wd14}}"),
    recipe("LR0902", "blip", "prepare: {tagger: {type: blip}}"),
    recipe("LR0903", "needed", "prepare: {background: {model: models/u2net.onnx}}"),
    recipe("LR0904", "pictures", "prepare: {crop: {mode: center}}"),
    recipe("LR0904", "captions", "prepare: {tagger: {type: wd14, model: train}}"),
    Situation("LR0904", "run") { place in
      try place.check("prepare: {crop: {mode: center}}", mode: .run).filter { $0.code.id == "LR0904" }
    },
    recipe("LR0906", "small", "prepare: {crop: {sizes: 1024}}"),
    recipe("LR0907", "tagger", "prepare: {tagger: {model: train, threshold: 0.5}, crop: {upscale: true}}"),
    problem("LR0921", "truncated", .image(.truncated(.jpeg, reason: "the file ends too early"))),
    problem("LR0922", "missing", .runtime("no library was found in /usr/lib")),
    problem("LR0923", "shape", .model("the model takes 3 pictures")),
    problem("LR0924", "full", .file(FileError(path: "train/10_cat/00.png", number: 28))),
    problem("LR0925", "name", .name),
    problem("LR0926", "download", .restless),
    Situation("LR0921", "many") { _ in
      Diagnostic.problems((0..<50).map { PreparationProblem("train/10_cat/\($0).jpg", .image(.notAnImage)) })
    },
    Situation("LR0927", "stopped") { _ in [.preparationStopped] },
  ]

  /// What is said about the recipe of a dataset with captions; nothing is prepared yet.
  private static func recipe(_ code: String, _ name: String, _ block: String) -> Situation {
    Situation(code, name) { place in
      for number in 0..<4 {
        try place.write(number == 0 ? "cat, whiskers\n" : "cat, sofa\n", to: "train/10_cat/0\(number).txt")
      }
      // That nothing is prepared yet, and no base model there, is beside the point.
      return try place.check(block).filter { $0.code.id == code }
    }
  }

  private static func problem(_ code: String, _ name: String, _ cause: PreparationProblem.Cause) -> Situation {
    Situation(code, name) { _ in Diagnostic.problems([PreparationProblem("train/10_cat/00.png", cause)]) }
  }
}
