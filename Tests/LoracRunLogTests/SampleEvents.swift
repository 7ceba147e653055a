import LoracTrainer

/// The events behind Reference/events.bin, which `Tests/Tools/tensorboard_reference.py` describes in TensorBoard's words.
enum SampleEvents {
  static let first: [TrainingEvent] = {
    var one = StepReport(step: 1, epoch: 1, losses: [0.5, 0.25], averageLoss: 0.375, seconds: 1.5)
    one.extras = [.init("max_norm/keys_scaled", 3), .init("max_norm/max_key_norm", 0.9)]
    one.rates = [.init("lr/textencoder", 5e-5), .init("lr/unet", 1e-4), .init("lr/group1", 1e-4)]
    one.usedRates = [.init("text_encoder", 0), .init("unet", 0)]
    one.gradientNorm = 0.75
    var two = StepReport(step: 2, epoch: 1, losses: [0.125, 0.0625], averageLoss: 0.234375, seconds: 1.25)
    two.rates = [.init("lr/textencoder", 0), .init("lr/unet", 2e-4)]
    two.usedRates = [.init("text_encoder", 5e-5), .init("unet", 1e-4)]
    return [
      .preparing(.latents, done: 0, total: 3), .preparing(.latents, done: 1, total: 3),
      .preparing(.latents, done: 3, total: 3), .started(step: 0, totalSteps: 4, parameters: 1000),
      .validated(ValidationReport(step: 0, epoch: 0, loss: 0.625, averageLoss: 0.625, isAtEpochEnd: false)),
      .epochBegan(1),
      .step(one), .step(two),
      .validated(ValidationReport(step: 2, epoch: 1, loss: 0.375, averageLoss: 0.5, isAtEpochEnd: false)),
      .validated(ValidationReport(step: 2, epoch: 1, loss: 0.25, averageLoss: 0.25, isAtEpochEnd: true)),
      .epochEnded(1, step: 2, averageLoss: 0.234375),
      .saved(path: "output/a-000001.safetensors", step: 2, epoch: 1, bytes: 9),
      .removed(path: "output/a-000000.safetensors"),
      .sampling(prompt: 0, of: 2, step: 1, steps: 20),
      .sampled(
        path: "run/samples/a_e000001_00_20261121193000_42.png", step: 2, epoch: 1, prompt: 0, seed: 42),
      .sampled(path: "run/samples/a_000002_01_20261121193000.png", step: 2, epoch: nil, prompt: 1, seed: 7),
      .stateSaved(path: "run/state/2", step: 2),
    ]
  }()

  /// A run that goes on after step 2 and breaks down.
  static let resumed: [TrainingEvent] = [
    .preparing(.model, done: 0, total: 1), .started(step: 2, totalSteps: 300, parameters: 1000), .epochBegan(1),
    .epochBegan(2),
    .step(StepReport(step: 300, epoch: 2, losses: [.nan], averageLoss: .infinity, seconds: 1)),
  ]
}
