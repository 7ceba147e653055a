import LoracArchitectures
import LoracPlan
import LoracPlanSettings
import Testing

@Suite struct AdapterConfigurationTests {
  @Test(arguments: [("float", TensorType.float32), ("fp16", .float16), ("bf16", .bfloat16)])
  func filesHoldTheSavedPrecision(_ precision: String, _ type: TensorType) {
    let network = NetworkPlan(type: "lora", rank: 8, alpha: 4, train: .both)
    let configuration = AdapterConfiguration(network, savePrecision: precision)
    #expect(configuration.savedType == type)
    #expect(configuration.linear == .init(rank: 8, alpha: 4))
    #expect(configuration.convolution == nil)
  }

  @Test func convolutionsHaveAnAlphaOfOneUnlessStated() {
    var network = NetworkPlan(type: "locon", rank: 8, alpha: 4, train: .unet)
    network.convRank = 2
    #expect(AdapterConfiguration(network, savePrecision: "fp16").convolution == .init(rank: 2, alpha: 1))
    network.convAlpha = 0.5
    #expect(AdapterConfiguration(network, savePrecision: "fp16").convolution == .init(rank: 2, alpha: 0.5))
  }

  @Test func trainsTheSameParts() {
    for target in NetworkPlan.Target.allCases {
      let network = NetworkPlan(type: "lora", rank: 8, alpha: 4, train: target)
      #expect(AdapterConfiguration(network, savePrecision: "fp16").target.rawValue == target.rawValue)
    }
  }
}
