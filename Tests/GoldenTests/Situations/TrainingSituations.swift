import Glibc
import LoracBatches
import LoracFiles
import LoracImages
import LoracPlan
import LoracRunLog
import LoracTensor
import LoracTrainer
import LoracWeights

extension Situation {
  /// Why the native trainer cannot go on, LR0840 to LR0848.
  static let training: [Situation] = [
    failed(
      "LR0840", "with-state",
      .lossNotANumber(step: 70, losses: [.nan, 0.13], lastState: "runs/cat/first/state/step00000050.safetensors")),
    failed("LR0840", "without-state", .lossNotANumber(step: 2, losses: [.infinity], lastState: nil)),
    failed(
      "LR0840", "weights", .weightsNotANumber(step: 50, lastState: "runs/cat/first/state/step00000040.safetensors")),
    failed("LR0841", "lora", .save(LoracFiles.FileError(path: "output/cat.safetensors", number: ENOSPC))),
    failed(
      "LR0841", "latents",
      .latentCache(
        path: "train/10_cat/1.npz", LoracFiles.FileError(path: "train/10_cat/1.npz", number: EROFS))),
    failed("LR0842", "gone", .file(LoracFiles.FileError(path: "train/10_cat/1.png", number: ENOENT))),
    failed("LR0842", "other", .imageChanged(path: "train/10_cat/1.png")),
    failed("LR0843", "truncated", .image(path: "train/10_cat/1.png", .truncated(.png, reason: "3 of 512 rows"))),
    failed("LR0843", "foreign", .image(path: "train/10_cat/1.png", .foreignFormat("AVIF"))),
    failed(
      "LR0844", "part", .state(path: "runs/cat/first/state/step00000050.safetensors", "it lacks a part")),
    failed("LR0845", "batch", .memory(OutOfMemory(byteCount: 25_600_000_000))),
    failed("LR0845", "small", .memory(OutOfMemory(byteCount: 640_000_000))),
    failed(
      "LR0846", "size",
      .batches(
        .doesNotFit(
          path: "train/10_cat/1.png", size: .init(width: 640, height: 512), resolution: .init(width: 512, height: 512)))
    ),
    failed("LR0846", "setting", .unsupported("'loss.type: smooth_l2' is not implemented")),
    failed("LR0847", "colon", .caption(image: "train/10_cat/1.png", number: "1.2.3")),
    failed(
      "LR0848", "shape",
      .weightsDiffer(
        path: "loras/cat.safetensors", name: "lora_te_text_model_encoder_layers_0_mlp_fc1.lora_down.weight")),
    failed("LR0600", "vanished-model", .model(.file(.missing, path: "models/base.safetensors"))),
    failed("LR0600", "vanished-weights", .weights(path: "loras/cat.safetensors", .missing)),
  ]

  private static func failed(_ code: String, _ name: String, _ error: TrainerError) -> Situation {
    Situation(code, name) { _ in error.diagnostics }
  }
}
