extension Situation {
  /// Failures of sd-scripts whose cause is known, LR0810 to LR0835: what Python prints last.
  static let failures: [Situation] = [
    raised("LR0810", "package", "ModuleNotFoundError: No module named 'dadaptation'"),
    raised("LR0810", "bitsandbytes", "ImportError: No bitsandbytes / bitsandbytesがインストールされていないようです"),
    raised("LR0811", "torch", "ModuleNotFoundError: No module named 'torch'"),
    raised("LR0812", "syntax", "SyntaxError: invalid syntax"),
    raised("LR0813", "network", "OSError: We couldn't connect to 'https://huggingface.co' to load this file"),
    raised("LR0814", "folder", "PermissionError: [Errno 13] Permission denied: '/out/cat.safetensors'"),
    raised("LR0815", "disk", "OSError: [Errno 28] No space left on device"),
    raised(
      "LR0816", "port",
      "torch.distributed.DistNetworkError: The server socket has failed to listen: errno: 98, Address already in use"),
    raised("LR0817", "worker", "RuntimeError: DataLoader worker (pid 123) is killed by signal: Killed."),
    raised(
      "LR0820", "dtype", "RuntimeError: expected m1 and m2 to have the same dtype, but got: c10::Half != float"),
    raised("LR0821", "memory", "torch.OutOfMemoryError: CUDA out of memory. Tried to allocate 2.00 GiB."),
    raised("LR0822", "build", "AssertionError: Torch not compiled with CUDA enabled"),
    raised("LR0823", "kernel", "RuntimeError: CUDA error: device-side assert triggered"),
    ended(
      "LR0824", "parent",
      "No data found. Please verify arguments (train_data_dir must be the parent of folders with images)\n", 0),
    raised("LR0825", "step", "AssertionError: bucket_reso_steps is 48. it must be divisible by 64."),
    raised("LR0826", "empty", "AssertionError: caption file is empty: train/10_cat/1.txt"),
    raised("LR0827", "png", "PIL.UnidentifiedImageError: cannot identify image file 'train/10_cat/1.png'"),
    raised("LR0828", "vae", "RuntimeError: NaN detected in latents: train/10_cat/1.png"),
    raised(
      "LR0830", "header", "safetensors_rust.SafetensorError: Error while deserializing header: HeaderTooLarge"),
    raised(
      "LR0831", "keys",
      "KeyError: 'cond_stage_model.transformer.text_model.embeddings.position_embedding.weight'"),
    raised("LR0832", "vae", "FileNotFoundError: [Errno 2] No such file or directory: 'models/vae.safetensors'"),
    raised(
      "LR0833", "rates",
      "RuntimeError: Setting different lr values in different parameter groups is only supported for values of 0"),
    raised(
      "LR0834", "constant", "ValueError: SchedulerType.CONSTANT does not require `num_warmup_steps`. Set None or 0."),
    raised(
      "LR0835", "assertion",
      "AssertionError: network for Text Encoder cannot be trained with caching Text Encoder outputs"),
  ]

  /// sd-scripts ended with the exception `line`, which accelerate reported on.
  private static func raised(_ code: String, _ name: String, _ line: String) -> Situation {
    let report = "subprocess.CalledProcessError: Command '['python']' returned non-zero exit status 1."
    let tracebacks = [line, report].map { "Traceback (most recent call last):\n  File \"a\"\n\($0)\n" }
    return ended(code, name, tracebacks.joined(), 1)
  }
}
