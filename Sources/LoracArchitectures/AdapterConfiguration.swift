/// The settings that decide which adapter tensors kohya's `networks.lora` creates and how it stores them.
package struct AdapterConfiguration: Sendable, Hashable {
  /// Which networks get adapters.
  package enum Target: String, Sendable, Hashable, CaseIterable {
    /// Text encoders and U-Net.
    case both
    /// `--network_train_unet_only`.
    case unet
    /// `--network_train_text_encoder_only`.
    case textEncoder = "text_encoder"
  }

  /// The rank and alpha of one kind of adapter.
  package struct Size: Sendable, Hashable {
    /// The inner width; with 0 kohya leaves the modules out.
    package var rank: Int
    /// The update is scaled by alpha / rank; 0 means the rank itself.
    package var alpha: Double

    /// A size of `rank` and `alpha`.
    package init(rank: Int, alpha: Double) {
      precondition(rank >= 0, "negative rank \(rank)")
      self.rank = rank
      self.alpha = alpha
    }
  }

  /// The size of linear and 1×1 adapters (`network_dim`, `network_alpha`).
  package var linear: Size
  /// The size of 3×3 adapters (`conv_dim`, `conv_alpha`); nil to leave residual blocks and samplers out altogether.
  ///
  /// A convolution rank of 0 is not the same as nil: the linear and 1×1 modules of residual blocks are then still
  /// adapted.
  package var convolution: Size?
  /// Which networks get adapters.
  package var target: Target
  /// The type that the file stores (`save_precision`); nil to store what was trained.
  package var savedType: TensorType?
  /// The type in which adapters are trained: single precision, or half under `full_fp16` and `full_bf16`.
  package var trainedType: TensorType

  /// Settings with the values given.
  package init(
    linear: Size, convolution: Size? = nil, target: Target = .both, savedType: TensorType? = nil,
    trainedType: TensorType = .float32
  ) {
    self.linear = linear
    self.convolution = convolution
    self.target = target
    self.savedType = savedType
    self.trainedType = trainedType
  }

  /// The size that a module's adapter gets; nil if it gets none.
  ///
  /// A learning rate of 0 is no reason to get none: kohya saves such adapters, untrained.
  package func size(for module: AdaptableModule) -> Size? {
    guard target == .both || (target == .textEncoder) == module.group.isTextEncoder else { return nil }
    let size = module.kind == .convolution3x3 ? convolution : linear
    return size.flatMap { $0.rank > 0 ? $0 : nil }
  }
}
