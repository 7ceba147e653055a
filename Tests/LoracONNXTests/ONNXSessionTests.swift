import LoracONNX
import LoracONNXTestSupport
import LoracTestSupport
import Testing

@Suite(.enabled(if: TestRuntime.shared != nil, TestRuntime.comment)) struct ONNXSessionTests {
  @Test func describesInputsAndOutputs() throws {
    let session = try TestRuntime.session("arithmetic.onnx")
    let parameter = { ONNXParameter(name: $0, elementType: .float32, dimensions: [nil, 3]) }
    #expect(session.inputs == ["x", "y"].map(parameter))
    #expect(session.outputs == ["sum", "product"].map(parameter))
    #expect(session.inputs[0].text == "?×3 float32")
  }

  @Test func runs() throws {
    let session = try TestRuntime.session("arithmetic.onnx")
    let x = ONNXTensor([1, 2, 3, 4, 5, 6], shape: [2, 3])
    let y = ONNXTensor([6, 5, 4, 3, 2, 1], shape: [2, 3])
    let results = try session.run(["x": x, "y": y])
    #expect(
      results == [
        "sum": ONNXTensor([7, 7, 7, 7, 7, 7], shape: [2, 3]),
        "product": ONNXTensor([6, 10, 12, 12, 10, 6], shape: [2, 3]),
      ])
    #expect(try session.run(["x": x, "y": y], outputs: ["product"]).keys.sorted() == ["product"])
    let none = ONNXTensor([], shape: [0, 3])
    #expect(try session.run(["x": none, "y": none])["sum"] == none)
  }

  @Test func convertsHalfPrecision() throws {
    let session = try TestRuntime.session("half.onnx")
    let result = try session.run(ONNXTensor([0.1, -2, 60000, 1e-7], shape: [2, 2]))
    // 0.1 in half precision is 0.0999755859375; twice 60000 is beyond it.
    #expect(result == [ONNXTensor([0.199951171875, -4, .infinity, 2.384185791015625e-07], shape: [2, 2])])
  }

  @Test func readsOtherTypes() throws {
    let session = try TestRuntime.session("types.onnx")
    let input = ONNXTensor(.bytes([0, 1, 200, 255]), shape: [4])
    let results = try session.run(["x": input], outputs: ["bytes", "numbers", "small", "precise"])
    #expect(results["bytes"] == input)
    #expect(results["numbers"]?.elements == .integers([0, 1, 200, 255]))
    #expect(results["small"]?.elements == .integers([0, 1, 200, 255]))
    #expect(results["precise"]?.elements == .floats([0, 1, 200, 255]))
    #expect(throws: ONNXError.outputType(model: session.path, name: "short", type: "4 int16")) {
      try session.run(["x": input], outputs: ["short"])
    }
    let integers = try TestRuntime.session("integers.onnx")
    #expect(try integers.run(ONNXTensor(.integers([5, -7]), shape: [2])).first?.elements == .integers([-5, 7]))
  }

  @Test func explainsWrongInputs() throws {
    let session = try TestRuntime.session("arithmetic.onnx")
    let good = ONNXTensor([1, 2, 3], shape: [1, 3])
    let cases: [([String: ONNXTensor], [String]?, String)] = [
      (["x": good], nil, "takes 'x' (?×3 float32), 'y' (?×3 float32), not 'x'"),
      (["x": good, "z": good], nil, "takes 'x' (?×3 float32), 'y' (?×3 float32), not 'x', 'z'"),
      (["x": good, "y": ONNXTensor([1, 2], shape: [1, 2])], nil, "takes ?×3 float32 as 'y', not 1×2 float32"),
      (["x": good, "y": ONNXTensor([1, 2, 3], shape: [3])], nil, "takes ?×3 float32 as 'y', not 3 float32"),
      (
        ["x": ONNXTensor(.bytes([1, 2, 3]), shape: [1, 3]), "y": good], nil,
        "takes ?×3 float32 as 'x', not 1×3 uint8"
      ),
      (
        ["x": good, "y": good], ["sum", "ratio"],
        "has no output 'ratio', but 'sum' (?×3 float32), 'product' (?×3 float32)"
      ),
    ]
    for (inputs, outputs, words) in cases {
      let error = #expect(throws: ONNXError.self) { try session.run(inputs, outputs: outputs) }
      #expect(error?.explanation == "'\(session.path)' \(words)")
    }
    // What only the model itself can tell.
    let rows = [
      "x": ONNXTensor([1, 2, 3], shape: [1, 3]), "y": ONNXTensor([Float](repeating: 1, count: 12), shape: [4, 3]),
    ]
    #expect(try session.run(rows)["sum"]?.shape == [4, 3])
    let failing = try TestRuntime.session("failing.onnx")
    #expect(try failing.run(ONNXTensor([1, 2, 3, 4], shape: [4]))[0].shape == [2, 2])
    let error = #expect(throws: ONNXError.self) { try failing.run(ONNXTensor([1, 2, 3], shape: [3])) }
    guard case .runFailed(let model, let message) = error else {
      Issue.record("\(String(describing: error))")
      return
    }
    #expect(model == failing.path && message.contains("Reshape"))
  }

  @Test(arguments: [
    ("new-format.onnx", "tooNew"), ("new-operators.onnx", "tooNew"), ("unknown-operator.onnx", "operatorMissing"),
    ("contradiction.onnx", "invalid"), ("external-weights.onnx", "weightsMissing"),
  ])
  func saysWhyAModelIsRefused(name: String, kind: String) throws {
    let path = TestRuntime.model(name)
    let error = #expect(throws: ONNXError.self) { try TestRuntime.shared?.session(model: path, threads: 1) }
    guard case .modelRefused(path, let refusal) = error else {
      Issue.record("\(String(describing: error))")
      return
    }
    #expect("\(refusal)".hasPrefix("\(kind)(message: "), "\(refusal)")
  }

  @Test func refusesDamagedFiles() throws {
    let runtime = try #require(TestRuntime.shared)
    let folder = try TemporaryDirectory()
    let whole = try readFile(TestRuntime.model("types.onnx"))
    for count in [0, 1, 40, 100, whole.count - 1] {
      let path = try folder.write(Array(whole[..<count]), to: "cut-\(count).onnx")
      #expect(throws: ONNXError.self, "\(count)") { try runtime.session(model: path, threads: 1) }
    }
    let text = try folder.write("PK this is no model at all\n", to: "text.onnx")
    let error = #expect(throws: ONNXError.self) { try runtime.session(model: text, threads: 1) }
    #expect(error?.explanation == "'\(text)' is no ONNX model, or damaged")
    for missing in ["\(folder.path)/nothing.onnx", folder.path] {
      #expect(throws: ONNXError.modelMissing(path: missing)) { try runtime.session(model: missing, threads: 1) }
    }
  }

  @Test func refusesOutputsThatAreNoTensors() throws {
    let session = try TestRuntime.session("sequence.onnx")
    #expect(session.outputs == [ONNXParameter(name: "y", elementType: nil, dimensions: [])])
    let expected = ONNXError.outputType(model: session.path, name: "y", type: "no tensor of numbers")
    #expect(throws: expected) { try session.run(ONNXTensor([1], shape: [1])) }
  }

  @Test func runsOnSeveralThreadsAtOnce() async throws {
    let session = try TestRuntime.session("arithmetic.onnx")
    try await withThrowingTaskGroup(of: Bool.self) { group in
      for number in 0..<16 {
        group.addTask {
          let x = ONNXTensor([Float](repeating: Float(number), count: 300), shape: [100, 3])
          return try session.run(["x": x, "y": x])["product"]?.floats?.allSatisfy { $0 == Float(number * number) }
            == true
        }
      }
      for try await isRight in group { #expect(isRight) }
    }
  }
}
