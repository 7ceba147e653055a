import LoracArchitectures
import LoracSampling
import LoracTestSupport
import LoracWeights
import Testing

@Suite("A LoRA file for a model")
struct LoRAAdaptersTests {
  private let module = "lora_unet_mid_block_attentions_0_transformer_blocks_0_attn1_to_q"

  private func open(_ path: String) throws -> LoRAAdapters {
    try LoRAAdapters.open(path, for: SmallModel.configuration.architecture)
  }

  @Test("fits as kohya saves it, with convolutions or without")
  func whole() throws {
    let files = try SmallModel()
    for (name, configuration) in SmallModel.adapters {
      let adapters = try open(try files.lora(name))
      #expect(adapters.problems.isEmpty)
      let tensors = AdapterTensors(SmallModel.configuration.architecture, configuration)
      #expect(adapters.moduleCount == tensors.moduleCount)
    }
  }

  @Test("may store matrices as 1×1 convolutions and the reverse")
  func trailingDimensions() throws {
    let files = try SmallModel()
    let path = try files.lora("first") { tensor in
      var tensor = tensor
      if tensor.shape.count == 2 {
        tensor.shape += [1, 1]
      } else if tensor.shape.count == 4 {
        tensor.shape.removeLast(2)
      }
      return tensor
    }
    #expect(try open(path).problems.isEmpty)
  }

  @Test("tells what it lacks, has too much or in other shapes, and uses the rest")
  func problems() throws {
    let files = try SmallModel()
    let whole = try open(try files.lora("first")).moduleCount
    let path = try files.lora("first", file: "odd") { tensor in
      var tensor = tensor
      switch tensor.name {
      case "\(module).lora_up.weight": return nil
      case "lora_te_text_model_encoder_layers_0_mlp_fc1.lora_down.weight": tensor.shape = [4, 64]
      case "lora_unet_mid_block_attentions_0_proj_in.lora_down.weight":
        tensor.name = "lora_unet_mid_block_attentions_0_proj_in.hada_w1_a"
      default: tensor.name = tensor.name.replacing("lora_unet_down_blocks_0_", with: "lora_unet_input_blocks_1_1_")
      }
      return tensor
    }
    let adapters = try open(path)
    #expect(
      adapters.problems.prefix(1) == [
        .init(
          name: "lora_te_text_model_encoder_layers_0_mlp_fc1.lora_down.weight",
          kind: .shape([4, 64], needed: [4, 32]))
      ])
    #expect(
      adapters.problems.suffix(2) == [
        .init(name: "lora_unet_mid_block_attentions_0_proj_in", kind: .algorithm("LoHa")),
        .init(name: module, kind: .incomplete(missing: "\(module).lora_up.weight")),
      ])
    let unknown = adapters.problems.filter { $0.kind == .unknown }
    #expect(unknown.count == adapters.problems.count - 3 && unknown.count > 10)
    #expect(unknown.allSatisfy { $0.name.hasPrefix("lora_unet_input_blocks_1_1_") })
    #expect(adapters.moduleCount == whole - adapters.problems.count)
  }
}
