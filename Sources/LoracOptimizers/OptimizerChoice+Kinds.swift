extension OptimizerChoice {
  /// One name of `--optimizer_type` (sd-scripts library/train_util.py:4825-5225).
  struct Kind: Sendable {
    let name: String
    let className: String
    /// Arguments that kohya adds where they are not given.
    var additions: [(name: String, value: String)] = []
    /// Whether the library refuses a rate of 0.
    var needsPositiveRate = false
    let settings: @Sendable (inout ArgumentReader, Double) -> any OptimizerSettings
  }

  static let kinds: [Kind] = [
    Kind(name: "AdamW", className: "torch.optim.adamw.AdamW") { reader, _ in AdamW.Settings(&reader) },
    Kind(name: "AdamW8bit", className: "bitsandbytes.optim.adamw.AdamW8bit") { reader, _ in
      BlockAdamW.Settings(&reader, bits: 8, isPaged: false)
    },
    Kind(name: "PagedAdamW", className: "bitsandbytes.optim.adamw.PagedAdamW") { reader, _ in
      BlockAdamW.Settings(&reader, bits: nil, isPaged: true)
    },
    Kind(name: "PagedAdamW8bit", className: "bitsandbytes.optim.adamw.PagedAdamW8bit") { reader, _ in
      BlockAdamW.Settings(&reader, bits: 8, isPaged: true)
    },
    Kind(name: "PagedAdamW32bit", className: "bitsandbytes.optim.adamw.PagedAdamW32bit") { reader, _ in
      BlockAdamW.Settings(&reader, bits: 32, isPaged: true)
    },
    Kind(name: "Lion", className: "lion_pytorch.lion_pytorch.Lion", needsPositiveRate: true) { reader, rate in
      Lion.Settings(&reader, learningRate: rate)
    },
    Kind(name: "Lion8bit", className: "bitsandbytes.optim.lion.Lion8bit") { reader, _ in
      BlockLion.Settings(&reader, isPaged: false)
    },
    Kind(name: "PagedLion8bit", className: "bitsandbytes.optim.lion.PagedLion8bit") { reader, _ in
      BlockLion.Settings(&reader, isPaged: true)
    },
    Kind(name: "SGDNesterov", className: "torch.optim.sgd.SGD", additions: [("momentum", "0.9")]) { reader, _ in
      NesterovSGD.Settings(&reader)
    },
    Kind(name: "SGDNesterov8bit", className: "bitsandbytes.optim.sgd.SGD8bit", additions: [("momentum", "0.9")]) {
      reader, _ in BlockSGD.Settings(&reader)
    },
    Kind(name: "DAdaptation", className: preprint, needsPositiveRate: true) { reader, _ in
      DAdaptAdamPreprint.Settings(&reader)
    },
    Kind(name: "DAdaptAdamPreprint", className: preprint, needsPositiveRate: true) { reader, _ in
      DAdaptAdamPreprint.Settings(&reader)
    },
    Kind(name: "DAdaptAdam", className: "dadaptation.dadapt_adam.DAdaptAdam", needsPositiveRate: true) { reader, _ in
      DAdaptAdam.Settings(&reader)
    },
    Kind(name: "DAdaptAdaGrad", className: "dadaptation.dadapt_adagrad.DAdaptAdaGrad", needsPositiveRate: true) {
      reader, _ in DAdaptAdaGrad.Settings(&reader)
    },
    Kind(name: "DAdaptAdan", className: "dadaptation.dadapt_adan.DAdaptAdan", needsPositiveRate: true) { reader, _ in
      DAdaptAdan.Settings(&reader, usesInnerProduct: false)
    },
    Kind(
      name: "DAdaptAdanIP", className: "dadaptation.experimental.dadapt_adan_ip.DAdaptAdanIP", needsPositiveRate: true
    ) { reader, _ in DAdaptAdan.Settings(&reader, usesInnerProduct: true) },
    Kind(name: "DAdaptSGD", className: "dadaptation.dadapt_sgd.DAdaptSGD", needsPositiveRate: true) { reader, _ in
      DAdaptSGD.Settings(&reader)
    },
    Kind(name: "DAdaptLion", className: "dadaptation.dadapt_lion.DAdaptLion") { reader, _ in
      DAdaptLion.Settings(&reader)
    },
    Kind(name: "Prodigy", className: "prodigyopt.prodigy.Prodigy", needsPositiveRate: true) { reader, _ in
      Prodigy.Settings(&reader)
    },
    Kind(
      name: "Adafactor", className: "transformers.optimization.Adafactor", additions: [("relative_step", "True")]
    ) { reader, rate in Adafactor.Settings(&reader, learningRate: rate) },
  ]

  private static let preprint = "dadaptation.experimental.dadapt_adam_preprint.DAdaptAdamPreprint"
}
