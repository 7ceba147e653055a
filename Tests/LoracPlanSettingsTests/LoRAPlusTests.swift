import LoracPlan
import LoracPlanSettings
import Testing

@Suite struct LoRAPlusTests {
  @Test func aPartsOwnFactorGoesBeforeTheCommonOne() {
    var network = NetworkPlan(type: "lora", rank: 8, alpha: 4, train: .both)
    #expect(network.loraPlusRatio("unet") == nil)
    network.args = [
      NamedArgument(name: "loraplus_lr_ratio", value: "4"), NamedArgument(name: "loraplus_unet_lr_ratio", value: "16"),
    ]
    #expect(network.loraPlusRatio("unet") == 16)
    #expect(network.loraPlusRatio("text_encoder") == 4)
  }
}
