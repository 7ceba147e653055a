import LoracOptimizers
import Testing

@Suite struct LearningRateGroupTests {
  private let tensors = [
    GroupedTensor(ParameterTensor(offset: 0, shape: [4, 3]), isUp: false),
    GroupedTensor(ParameterTensor(offset: 12, shape: [5, 4]), isUp: true),
  ]

  private func groups(_ rate: Double?, ratio: Double? = nil) -> [ParameterGroup] {
    ParameterGroup.groups("unet", tensors, learningRate: rate, loraPlusRatio: ratio)
  }

  @Test func oneGroupWithoutLoRAPlus() {
    #expect(
      groups(0.5) == [ParameterGroup(name: "unet", learningRate: 0.5, tensors: tensors.map(\.tensor))])
  }

  @Test func loraPlusRaisesTheRateOfTheUpMatrices() {
    let found = groups(0.5, ratio: 16)
    #expect(found.map(\.name) == ["unet", "unet plus"])
    #expect(found.map(\.learningRate) == [0.5, 8])
    #expect(found.map(\.tensors) == [[tensors[0].tensor], [tensors[1].tensor]])
  }

  @Test func aRateOfZeroIsNotTrained() {
    #expect(groups(0).isEmpty)
    #expect(groups(nil).isEmpty)
    #expect(groups(0.5, ratio: 0).map(\.name) == ["unet"])
  }

  /// What train_network.py:88-126 logs for one group and for two, by hand.
  @Test func logsAsKohya() throws {
    func tags(_ type: String, _ names: [String], trainsUNetOnly: Bool) throws -> [String: Double] {
      let layout = ParameterLayout(
        names.map { ParameterGroup(name: $0, learningRate: 1, tensors: [ParameterTensor(offset: 0, shape: [1])]) })
      let optimizer = try OptimizerChoice(type: type, arguments: [], learningRate: 1).makeOptimizer(layout)
      let rates = names.indices.map { Double($0 + 1) }
      let log = optimizer.learningRateLog(rates, trainsUNetOnly: trainsUNetOnly)
      return Dictionary(uniqueKeysWithValues: log.map { ($0.tag, $0.value) })
    }
    #expect(
      try tags("AdamW", ["textencoder", "unet"], trainsUNetOnly: false)
        == ["lr/textencoder": 1, "lr/unet": 2, "lr/group1": 2])
    #expect(try tags("AdamW", ["unet"], trainsUNetOnly: true) == ["lr/unet": 1, "lr/group0": 1])
    #expect(try tags("AdamW", ["unet"], trainsUNetOnly: false) == ["lr/unet": 1, "lr/textencoder": 1])
    #expect(
      try tags("Prodigy", ["textencoder", "unet"], trainsUNetOnly: false) == [
        "lr/textencoder": 1, "lr/d*lr/textencoder": 1e-6, "lr/unet": 2, "lr/d*lr/unet": 2e-6, "lr/group1": 2,
        "lr/d*lr/group1": 2e-6,
      ])
  }
}
