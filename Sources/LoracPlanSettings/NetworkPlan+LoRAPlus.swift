package import LoracPlan

extension NetworkPlan {
  /// The arguments of LoRA+: the common factor, and those of the parts.
  package static let loraPlusArguments = [
    "loraplus_lr_ratio", "loraplus_unet_lr_ratio", "loraplus_text_encoder_lr_ratio",
  ]

  /// LoRA+'s factor for a part, `unet` or `text_encoder`, from its own argument or the common one; nil without.
  ///
  /// From sd-scripts networks/lora.py:1141-1162.
  package func loraPlusRatio(_ part: String) -> Double? {
    func number(_ name: String) -> Double? { args.last { $0.name == name }.flatMap { Double($0.value) } }
    return number("loraplus_\(part)_lr_ratio") ?? number("loraplus_lr_ratio")
  }
}
