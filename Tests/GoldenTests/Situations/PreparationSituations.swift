import LoracDiagnostics
import LoracFaces
import LoracFiles
import LoracImages
import LoracLowering
import LoracMatting
import LoracONNX
import LoracPreparer
import LoracTaggers

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
    recipe("LR0909", "larger", "prepare: {crop: {sizes: [512x512, 512x768, 768x512]}}"),
    recipe("LR0909", "one", "prepare: {crop: {sizes: 500x500}}"),
    Situation("LR0908", "escape") { place in
      try place.check(
        """
        dataset: {images: [train/10_cat], captions: {extension: /../../notes.txt}}
        prepare: {crop: {mode: center}}
        """
      ).filter { $0.code.id == "LR0908" }
    },
    recipe("LR0910", "transparent", "prepare: {background: {model: train, fill: transparent}}"),
    problem("LR0921", "truncated", .image(.truncated(.jpeg, reason: "the file ends too early"))),
    runtime("missing", .runtimeMissing(searched: ["libonnxruntime.so.1"])),
    runtime("wrong-path", .noRuntime(at: "libs/libonnxruntime.so")),
    runtime("broken", .runtimeUnusable(path: "libs/libonnxruntime.so", reason: "invalid ELF header")),
    runtime("other", .notRuntime(path: "libs/libfoo.so")),
    runtime("old", .runtimeVersion(path: "libs/libonnxruntime.so.1.8.1", version: "1.8.1")),
    model("gone", .modelMissing(path: "models/u2net.onnx")),
    model("damaged", .modelRefused(path: "models/u2net.onnx", .notONNX(message: "Protobuf parsing failed."))),
    model(
      "new",
      .modelRefused(
        path: "models/u2net.onnx", .tooNew(message: "Unsupported model IR version: 99, max supported IR version: 13"))),
    model(
      "weights",
      .modelRefused(path: "models/u2net.onnx", .weightsMissing(message: "models/weights.data: No such file"))),
    model(
      "shape",
      .pictureInput(
        model: "models/u2net.onnx",
        inputs: [ONNXParameter(name: "tokens", elementType: .int64, dimensions: [nil, 77])])),
    // While a picture was prepared, which is named too.
    problem(
      "LR0923", "failed",
      .model(ONNXError.runFailed(model: "models/u2net.onnx", message: "Non-zero status code by Reshape").explanation)),
    tagger("tags", .tagCount(model: "models/wd14.onnx", outputs: 10_861, tags: 9_083), at: "models/wd14.onnx"),
    tagger("not-tags", .outputType(model: "models/u2net.onnx", output: mask), at: "models/u2net.onnx"),
    problem(
      "LR0923", "classes",
      .model(cloth.explanation, remedy: cloth.remedy),
      at: "models/cloth.onnx"),
    problem("LR0923", "faces", faces(.notYuNet(model: "models/u2net.onnx", outputs: [mask])), at: "models/u2net.onnx"),
    problem(
      "LR0923", "old-faces", faces(.oldModel(model: "models/face_detection_yunet_2022mar.onnx")),
      at: "models/face_detection_yunet_2022mar.onnx"),
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

  private static let cloth = MattingError.output(model: "models/cloth.onnx", output: "1×4×768×768 float32")
  private static let mask = ONNXParameter(name: "mask", elementType: .float32, dimensions: [1, 1, 320, 320])

  private static func runtime(_ name: String, _ error: ONNXError) -> Situation {
    problem("LR0922", name, .runtime(error.explanation, remedy: error.remedy))
  }

  private static func model(_ name: String, _ error: ONNXError) -> Situation {
    problem("LR0923", name, .model(error.explanation, remedy: error.remedy), at: "models/u2net.onnx")
  }

  private static func tagger(_ name: String, _ error: TaggerError, at path: String) -> Situation {
    problem("LR0923", name, .model(error.explanation, remedy: error.remedy), at: path)
  }

  private static func faces(_ error: FaceError) -> PreparationProblem.Cause {
    .model(error.explanation, remedy: error.remedy)
  }

  private static func problem(
    _ code: String, _ name: String, _ cause: PreparationProblem.Cause, at path: String = "train/10_cat/00.png"
  ) -> Situation {
    Situation(code, name) { _ in Diagnostic.problems([PreparationProblem(path, cause)]) }
  }
}
