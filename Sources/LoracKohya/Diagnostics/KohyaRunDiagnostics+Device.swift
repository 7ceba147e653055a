package import LoracDiagnostics

// What the device cannot do.

extension KohyaRunDiagnostics {
  /// LR0820: fp16 was asked for on a CPU.
  package static let halfOnCPU = DiagnosticCode(
    "LR0820", "half-precision-on-cpu", .error,
    Explanation(
      meaning: "fp16 was asked for on a CPU.",
      why: """
        torch computes half precision on a CPU only in part; kohya's networks stay in fp32 and the two do not mix.
        """,
      example: "`mixed_precision: fp16` on a machine without a GPU",
      fix: "Set `train.mixed_precision: no`; the native back end trains that on a CPU too."
    ))

  /// LR0821: The GPU's memory is full.
  package static let outOfDeviceMemory = DiagnosticCode(
    "LR0821", "out-of-gpu-memory", .error,
    Explanation(
      meaning: "The GPU's memory is full.",
      why: "Activations grow with batch size and with the square of the resolution.",
      example: "SDXL at 1024 px with batch 4 on 12 GB",
      fix: """
        In this order: `train.gradient_checkpointing: true`, `dataset.batch_size: 1` with \
        `train.gradient_accumulation`, `cache_latents`, `optimizer.type: AdamW8bit`, under `kohya:` `xformers` or \
        `sdpa`, a smaller resolution.
        """
    ))

  /// LR0822: A GPU was asked for, but this torch or this machine has none.
  package static let noCUDA = DiagnosticCode(
    "LR0822", "no-cuda", .error,
    Explanation(
      meaning: "A GPU was asked for, but this torch or this machine has none.",
      why: "torch was installed without CUDA, or the driver does not work.",
      example: "`pip install torch` on Windows, which installs the CPU build.",
      fix: "Install torch with CUDA as pytorch.org says; `nvidia-smi` shows whether the driver works."
    ))

  /// LR0823: The GPU reported an error.
  package static let deviceError = DiagnosticCode(
    "LR0823", "gpu-error", .error,
    Explanation(
      meaning: "The GPU reported an error.",
      why: "After it, nothing that the process computes on the GPU can be trusted.",
      example: "An overheated or overclocked card, or an index error in a kernel.",
      fix: "Run again; if it comes back, run with `CUDA_LAUNCH_BLOCKING=1` to see where."
    ))
}
