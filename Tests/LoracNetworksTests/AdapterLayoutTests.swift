import LoracArchitectures
import LoracGraph
import LoracNetworks
import Testing

@Suite("The layout of adapters")
struct AdapterLayoutTests {
  private static let sd15 = StableDiffusionConfiguration.sd15.architecture

  private func layout(
    rank: Int = 8, convolution: Int? = nil, _ target: AdapterConfiguration.Target = .both, alpha: Double = 4
  ) -> AdapterLayout {
    AdapterLayout(
      Self.sd15,
      AdapterConfiguration(
        linear: .init(rank: rank, alpha: alpha), convolution: convolution.map { .init(rank: $0, alpha: 1) },
        target: target))
  }

  @Test("has kohya's 72 + 192 modules of SD 1.5, one after another without gaps")
  func modules() {
    let layout = layout()
    #expect(layout.entries.count == 264)
    #expect(layout.entries.filter(\.module.group.isTextEncoder).count == 72)
    var end = 0
    for entry in layout.entries {
      #expect(entry.adapter.down == end..<end + 8 * entry.module.input)
      #expect(
        entry.adapter.up == entry.adapter.down.upperBound..<entry.adapter.down.upperBound + 8 * entry.module.output)
      end = entry.adapter.up.upperBound
      #expect(layout[entry.module.name] == entry.adapter)
    }
    #expect(end == layout.parameterCount)
    #expect(layout.entries.prefix { $0.module.group.isTextEncoder }.count == 72, "the text encoder comes first")
    // rank · Σ (inputs + outputs) over CLIP-L's 12 layers.
    #expect(layout.entries[71].adapter.up.upperBound == 8 * 12 * (4 * 1536 + 2 * 3840))
  }

  @Test("has the residual blocks and samplers too if convolutions are adapted")
  func convolutions() throws {
    let layout = layout(convolution: 2)
    #expect(layout.entries.count == 72 + 192 + 86)
    let adapter = try #require(layout["lora_unet_down_blocks_0_resnets_0_conv1"])
    #expect(adapter.rank == 2)
    #expect(adapter.scale == 0.5)
    #expect(adapter.down.count == 2 * 320 * 9)
    #expect(adapter.up.count == 320 * 2)
  }

  @Test("of one network is that network's part of both")
  func targets() {
    let (both, unet, text) = (layout(), layout(.unet), layout(.textEncoder))
    #expect(
      unet.entries.map(\.module) + text.entries.map(\.module)
        == both.entries.map(\.module).sorted { a, b in
          !a.group.isTextEncoder && b.group.isTextEncoder
        })
    #expect(text.parameterCount == 8 * 12 * (4 * 1536 + 2 * 3840))
    #expect(unet.parameterCount == both.parameterCount - text.parameterCount)
    #expect(unet["lora_te_text_model_encoder_layers_0_mlp_fc1"] == nil)
  }

  @Test("scales by alpha / rank, an alpha of 0 standing for the rank")
  func alpha() {
    #expect(layout(rank: 16, alpha: 4).entries.allSatisfy { $0.adapter.scale == 0.25 && $0.alpha == 4 })
    #expect(layout(rank: 16, alpha: 0).entries.allSatisfy { $0.adapter.scale == 1 && $0.alpha == 16 })
  }
}
