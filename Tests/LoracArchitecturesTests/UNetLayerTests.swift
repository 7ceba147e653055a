import LoracArchitectures
import Testing

@Suite struct UNetLayerTests {
  @Test func namesBlocksOfBothLayouts() {
    let first = ModelArchitecture.sd15.unet.layers
    #expect(first.first?.path == "down_blocks.0.attentions.0")
    #expect(first.last?.path == "mid_block.resnets.1")
    #expect(first.count(where: { if case .upsampler = $0.kind { true } else { false } }) == 3)
    let large = ModelArchitecture.sdxl.unet.layers
    #expect(large.first?.path == "input_blocks.1.0")
    #expect(large.last?.path == "output_blocks.8.0")
    #expect(large.contains { $0.path == "output_blocks.2.2" && $0.kind == .upsampler(channels: 1280) })
  }

  @Test func skipConnectionsWidenTheWayUp() {
    let layers = ModelArchitecture.sd15.unet.layers
    let inputs = layers.compactMap { layer -> Int? in
      guard layer.stage == .up, case .residual(let input, _) = layer.kind else { return nil }
      return input
    }
    #expect(inputs == [2560, 2560, 2560, 2560, 2560, 1920, 1920, 1280, 960, 960, 640, 640])
  }
}
