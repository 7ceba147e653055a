/// Spells where a layer stands in a U-Net, and what the parts of a layer are called.
enum UNetNames {
  /// The path of a layer in the original (SGM) layout.
  static func sgm(_ kind: UNetLayer.Kind, _ stage: UNetLayer.Stage, block: Int, slot: Int) -> String {
    switch stage {
    case .down: "input_blocks.\(block).\(slot)"
    case .middle: "middle_block.\(slot)"
    case .up: "output_blocks.\(block).\(slot)"
    }
  }

  /// The path of a layer in the diffusers layout.
  static func diffusers(_ kind: UNetLayer.Kind, _ stage: UNetLayer.Stage, level: Int, index: Int) -> String {
    let collection =
      switch kind {
      case .residual: "resnets"
      case .transformer: "attentions"
      case .downsampler: "downsamplers"
      case .upsampler: "upsamplers"
      }
    return switch stage {
    case .down: "down_blocks.\(level).\(collection).\(index)"
    case .middle: "mid_block.\(collection).\(index)"
    case .up: "up_blocks.\(level).\(collection).\(index)"
    }
  }

  /// The parts of a residual block and of the samplers in one layout.
  struct Parts {
    var firstConvolution: String
    var timeProjection: String
    var secondConvolution: String
    var shortcut: String
    var downsampler: String
    var upsampler: String
  }

  /// The names of a layout's parts.
  static func parts(_ naming: UNetArchitecture.Naming) -> Parts {
    switch naming {
    case .diffusers:
      Parts(
        firstConvolution: "conv1", timeProjection: "time_emb_proj", secondConvolution: "conv2",
        shortcut: "conv_shortcut", downsampler: "conv", upsampler: "conv")
    case .sgm:
      Parts(
        firstConvolution: "in_layers.2", timeProjection: "emb_layers.1", secondConvolution: "out_layers.3",
        shortcut: "skip_connection", downsampler: "op", upsampler: "conv")
    }
  }
}
