import LoracOptimizers
import Testing

@Suite struct OptimizerStateTests {
  static let choices: [(type: String, arguments: [OptimizerArgument])] =
    OptimizerChoice.names.map { ($0, []) } + [
      ("AdamW", [OptimizerArgument(name: "amsgrad", text: "True")]),
      ("Adafactor", [OptimizerArgument(name: "beta1", text: "0.9")]),
      ("Prodigy", [OptimizerArgument(name: "betas", text: "0.0,0.9")]),
    ]

  private func optimizer(_ index: Int) throws -> any Optimizer {
    try OptimizerChoice(
      type: Self.choices[index].type, arguments: Self.choices[index].arguments, learningRate: 1
    ).makeOptimizer(Course.layout([1, 1]))
  }

  private func run(_ optimizer: inout any Optimizer, _ parameters: inout [Float], _ steps: ClosedRange<Int>) {
    for step in steps {
      var gradients = Course.noise[step]
      var parameterSpan = parameters.mutableSpan
      var gradientSpan = gradients.mutableSpan
      optimizer.step(
        parameters: &parameterSpan, gradients: &gradientSpan, learningRates: [0.001, 0.001].map { $0 * Double(step) },
        missing: step == 2 ? [1, 4] : [])
    }
  }

  /// A fresh optimizer with the saved state goes on exactly as the one that was saved.
  @Test(arguments: choices.indices) func resumesExactly(_ index: Int) throws {
    var parameters = Course.start
    var whole = try optimizer(index)
    run(&whole, &parameters, 1...7)
    let saved = whole.state
    let middle = parameters
    run(&whole, &parameters, 8...14)
    var resumed = try optimizer(index)
    try resumed.restore(saved)
    #expect(resumed.state == saved)
    var again = middle
    run(&resumed, &again, 8...14)
    #expect(again == parameters)
    #expect(again != middle)
    #expect(resumed.state == whole.state)
  }

  @Test func refusesTheStateOfAnother() throws {
    var lion = try OptimizerChoice(type: "Lion", arguments: [], learningRate: 1).makeOptimizer(Course.layout([1, 1]))
    let adam = try OptimizerChoice(type: "AdamW", arguments: [], learningRate: 1).makeOptimizer(Course.layout([1, 1]))
    let before = lion.state
    #expect(
      throws: OptimizerStateError.names(
        expected: ["exp_avg"], found: ["step", "exp_avg", "exp_avg_sq", "max_exp_avg_sq"])
    ) { try lion.restore(adam.state) }
    #expect(throws: OptimizerStateError.length(name: "exp_avg", expected: before[0].bytes.count, found: 4)) {
      try lion.restore([StateBuffer(name: "exp_avg", bytes: [1, 2, 3, 4])])
    }
    #expect(lion.state == before)
  }

  /// A convolution whose channels stand last is trained as if it stood in PyTorch's order.
  @Test(arguments: choices.indices) func treatsChannelsLastAsPyTorchDoes(_ index: Int) throws {
    let shape = [32, 20, 3, 3]
    let count = 32 * 20 * 9
    let places = (0..<count).map { index in
      let (out, position, channel) = (index / 180, index / 20 % 9, index % 20)
      return out * 180 + channel * 9 + position
    }
    func trained(_ order: ElementOrder) throws -> [Float] {
      let layout = ParameterLayout([
        ParameterGroup(
          name: "unet", learningRate: 1, tensors: [ParameterTensor(offset: 3, shape: shape, order: order)])
      ])
      func arranged(_ values: ArraySlice<Float>) -> [Float] {
        let values = Array(values)
        return [0, 0, 0] + (order == .rowMajor ? values : places.map { values[$0] })
      }
      var optimizer = try OptimizerChoice(
        type: Self.choices[index].type, arguments: Self.choices[index].arguments, learningRate: 1
      ).makeOptimizer(layout)
      var parameters = arranged(Course.start.prefix(count))
      for step in 1...5 {
        var gradients = arranged(Course.noise[step].prefix(count))
        var parameterSpan = parameters.mutableSpan
        var gradientSpan = gradients.mutableSpan
        optimizer.step(parameters: &parameterSpan, gradients: &gradientSpan, learningRates: [0.01])
      }
      return Array(parameters.dropFirst(3))
    }
    let plain = try trained(.rowMajor)
    let last = try trained(.channelsLast)
    #expect(plain != Array(Course.start.prefix(count)))
    for (index, place) in places.enumerated() where abs(last[index] - plain[place]) > 1e-6 {
      Issue.record("element \(place): \(plain[place]), with channels last \(last[index])")
      break
    }
  }
}
