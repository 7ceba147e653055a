import LoracGraph
import LoracJSON
import LoracTensor
import LoracTestSupport
import Testing

@Suite("PyTorch's numbers")
struct ReferenceTests {
  /// The largest difference that rounding explains, as a part of the largest number of a tensor, unless a case has its own.
  static let tolerance = 1e-5

  static let cases = Result { () throws -> [ReferenceCase] in
    let file = try ReferenceFile.shared.get()
    return try file.cases.map { try ReferenceCase(file, $0) }
  }

  @Test("are there")
  func readable() throws {
    #expect(try Self.cases.get().count >= 17)
  }

  @Test("come out forward and backward", arguments: (try? cases.get()) ?? [])
  func agreement(_ reference: ReferenceCase) throws {
    let operationCase = try reference.operationCase()
    var run = try OperationRun(operationCase)
    run.inputs = try operationCase.inputs.indices.map { try reference.numbers("input.\($0)") }
    run.parameters = try reference.parameterNames.flatMap { try reference.numbers($0) }
    run.cotangent = try reference.numbers("cotangent")
    run.forward()
    try compare(run.executor.output(of: run.program).region.values, reference, "result")
    let (inputs, parameters) = run.gradients()
    for index in inputs.indices where !operationCase.fixed.contains(index) {
      try compare(inputs[index], reference, "gradient.input.\(index)")
    }
    var start = 0
    for name in reference.parameterNames {
      let count = try reference.numbers(name).count
      try compare(Array(parameters[start..<start + count]), reference, "gradient.\(name)")
      start += count
    }
  }

  private func compare(_ values: [Float], _ reference: ReferenceCase, _ name: String) throws {
    let expected = try reference.numbers(name)
    try #require(values.count == expected.count)
    let largest = expected.reduce(0) { max($0, abs($1)) }
    let differences = zip(values, expected).map { abs($0 - $1) }
    let error = Double(differences.reduce(0, max)) / Double(max(largest, .leastNormalMagnitude))
    #expect(differences.allSatisfy { $0.isFinite })
    let tolerance = try reference.attributes["tolerance"].map { _ in try reference.attributes.float("tolerance") }
    #expect(error < tolerance.map(Double.init) ?? Self.tolerance, "\(name)")
    if environmentVariable("LORAC_OPERATION_REFERENCE") != nil {
      print("\(reference.name), \(name): \(error), PyTorch \(try reference.attributes.float("rounding"))")
    }
  }
}
