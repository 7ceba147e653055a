import LoracJSON
import LoracOptimizers
import LoracTestSupport
import Testing

/// 200 steps of each optimizer beside the library that sd-scripts takes it from.
@Suite struct OptimizerReferenceTests {
  struct Case: Decodable {
    struct Checkpoint: Decodable {
      let d: Double?
      let logged: [Double]?
    }

    let type: String
    let arguments: [String]
    let rates: [Double]
    let isCoupled: Bool
    let missing: Bool
    let warm: Bool
    let metadata: String
    let checkpoints: [Checkpoint]

    func choice() throws -> OptimizerChoice {
      let pairs = arguments.map { $0.split(separator: "=", maxSplits: 1).map(String.init) }
      return try OptimizerChoice(
        type: type, arguments: pairs.map { OptimizerArgument(name: $0[0], text: $0[1]) }, learningRate: rates[0])
    }
  }

  static let folder =
    testFolder() + "/Reference"

  static let cases: [Case] = {
    do {
      return try JSONValueDecoder.decode([Case].self, from: JSONValue.parse(readFile("\(folder)/optimizers.json")))
    } catch {
      Issue.record(error)
      return []
    }
  }()

  /// The samples and the sums of squares of all tensors at one checkpoint.
  struct Expectation {
    var samples: [[Float]] = []
    var squares: [Double] = []
  }

  static let expectations: [[Expectation]] = {
    guard let bytes = try? readFile("\(folder)/optimizers.bin") else { return [] }
    var place = 0
    func next<Number>(_ type: Number.Type) -> Number {
      defer { place += MemoryLayout<Number>.size }
      return bytes.withUnsafeBytes { $0.loadUnaligned(fromByteOffset: place, as: type) }
    }
    let tensors = Course.layout([1, 1]).tensors
    let all = cases.map { _ in
      Course.checkpoints.map { _ in
        var expectation = Expectation()
        for tensor in tensors {
          expectation.samples.append(
            stride(from: 0, to: tensor.count, by: max(1, tensor.count / 12)).map { _ in next(Float.self) })
        }
        expectation.squares = tensors.map { _ in next(Double.self) }
        return expectation
      }
    }
    return place == bytes.count ? all : []
  }()

  /// The largest error, as a part of the tensor's root mean square, that 200 steps may gather.
  ///
  /// Lion and gradient descent are equal to the last bit (the sums of squares are added in another order); where PyTorch's
  /// operations are repeated one by one, its square root alone differs, in the last bit. D-Adaptation and
  /// Prodigy sum over all elements in single precision there and in double here, and the sums steer the next gradients.
  static func tolerance(_ type: String) -> Double {
    let type = type.lowercased()
    if type.hasPrefix("dadapt") || type == "prodigy" { return 2e-4 }
    if type.contains("lion") || type.hasPrefix("sgd") { return 1e-13 }
    return type == "adafactor" ? 2e-6 : 1e-6
  }

  @Test(arguments: cases.indices) func agrees(_ index: Int) throws {
    let entry = Self.cases[index]
    let expected = try #require(Self.expectations.indices.contains(index) ? Self.expectations[index] : nil)
    let choice = try entry.choice()
    #expect(choice.metadata == entry.metadata)
    let layout = Course.layout(entry.rates)
    var optimizer = choice.makeOptimizer(layout)
    var parameters = Course.start
    var worst = 0.0
    for step in 1...Course.stepCount {
      var gradients = Course.gradients(step, parameters, isCoupled: entry.isCoupled)
      var parameterSpan = parameters.mutableSpan
      var gradientSpan = gradients.mutableSpan
      optimizer.step(
        parameters: &parameterSpan, gradients: &gradientSpan,
        learningRates: entry.rates.map { $0 * Course.factor(step, isWarm: entry.warm) },
        missing: entry.missing && step % 3 == 1 ? [Course.missing] : [])
      guard let checkpoint = Course.checkpoints.firstIndex(of: step) else { continue }
      worst = max(worst, difference(parameters, expected[checkpoint], layout))
      if let stepSize = entry.checkpoints[checkpoint].d {
        let found = try #require(optimizer.adaptedStepSize)
        #expect(abs(found - stepSize) <= 1e-4 * stepSize, "step \(step): \(found) \(stepSize)")
      }
      if let logged = entry.checkpoints[checkpoint].logged {
        for (found, rate) in zip(optimizer.loggedLearningRates([0, 0]), logged) {
          #expect(abs(found - rate) <= 1e-6 * rate, "step \(step): \(found) \(rate)")
        }
      }
    }
    #expect(worst <= Self.tolerance(entry.type), "\(entry.type) \(entry.arguments)")
  }

  /// The largest difference of samples and of root mean squares, as a part of the tensor's root mean square.
  private func difference(_ parameters: [Float], _ expected: Expectation, _ layout: ParameterLayout) -> Double {
    var worst = 0.0
    for (index, tensor) in layout.tensors.enumerated() {
      let size = (expected.squares[index] / Double(tensor.count)).squareRoot()
      let scale = size == 0 ? 1 : size
      for (number, place) in stride(from: 0, to: tensor.count, by: max(1, tensor.count / 12)).enumerated() {
        let found = parameters[tensor.offset + place]
        worst = max(worst, Double(abs(found - expected.samples[index][number])) / scale)
      }
      let squares = parameters[tensor.range].reduce(0.0) { $0 + Double($1) * Double($1) }
      worst = max(worst, abs((squares / Double(tensor.count)).squareRoot() - size) / scale)
    }
    return worst
  }
}
