internal import CLoracONNX
internal import Glibc

/// A model that is ready to run.
///
/// It may run on several threads at once.
package final class ONNXSession: @unchecked Sendable {
  /// The model's file.
  package let path: String
  /// What the model takes, in its order.
  package let inputs: [ONNXParameter]
  /// What the model gives, in its order.
  package let outputs: [ONNXParameter]

  private let runtime: ONNXRuntime
  private let session: OpaquePointer

  init(runtime: ONNXRuntime, path: String, threads: Int) throws(ONNXError) {
    var status = stat()
    guard stat(path, &status) == 0, status.st_mode & S_IFMT == S_IFREG else { throw .modelMissing(path: path) }
    let handles = runtime.handles
    var opened: OpaquePointer?
    let failure = ONNXFailure(
      handles.api, lorac_onnx_open_session(handles.api, handles.environment, path, CInt(threads), &opened))
    if let failure { throw .modelRefused(path: path, ModelRefusal(code: failure.code, message: failure.message)) }
    guard let opened else { throw .runtimeFailed(message: "no session") }
    do throws(ONNXError) {
      inputs = try ONNXParameter.read(handles.api, opened, ofOutputs: false)
      outputs = try ONNXParameter.read(handles.api, opened, ofOutputs: true)
      guard !inputs.isEmpty, !outputs.isEmpty else { throw .modelEmpty(path: path) }
    } catch {
      lorac_onnx_release_session(handles.api, opened)
      throw error
    }
    self.runtime = runtime
    self.path = path
    session = opened
  }

  deinit { lorac_onnx_release_session(runtime.handles.api, session) }

  /// Runs the model on `inputs`, by name; gives the outputs named, or all.
  ///
  /// Floating-point numbers are converted where the model wants half precision, and its results from half and double
  /// precision to single.
  /// - Throws: ``ONNXError`` of inputs, outputs or the run.
  package func run(
    _ inputs: [String: ONNXTensor], outputs names: [String]? = nil
  ) throws(ONNXError) -> [String: ONNXTensor] {
    guard inputs.count == self.inputs.count, self.inputs.allSatisfy({ inputs[$0.name] != nil }) else {
      throw .inputNames(model: path, given: inputs.keys.sorted(), expected: self.inputs)
    }
    let wanted = names ?? outputs.map(\.name)
    for name in wanted where !outputs.contains(where: { $0.name == name }) {
      throw .noSuchOutput(model: path, name: name, outputs: outputs)
    }
    let api = runtime.handles.api
    var values: [OpaquePointer?] = []
    defer { values.forEach { lorac_onnx_release_value(api, $0) } }
    for parameter in self.inputs {
      guard let tensor = inputs[parameter.name] else { continue }
      values.append(try makeValue(tensor, for: parameter))
    }
    var results = [OpaquePointer?](repeating: nil, count: wanted.count)
    let status = withCStrings(self.inputs.map(\.name)) { inputNames in
      withCStrings(wanted) { outputNames in
        lorac_onnx_run(api, session, inputNames, values, values.count, outputNames, wanted.count, &results)
      }
    }
    if let failure = ONNXFailure(api, status) { throw .runFailed(model: path, message: failure.message) }
    defer { results.forEach { lorac_onnx_release_value(api, $0) } }
    var tensors: [String: ONNXTensor] = [:]
    for (name, result) in zip(wanted, results) { tensors[name] = try read(result, name: name) }
    return tensors
  }

  /// Runs a model that has one input; gives its outputs in their order, or those named.
  ///
  /// - Throws: ``ONNXError`` of inputs, outputs or the run.
  package func run(_ input: ONNXTensor, outputs names: [String]? = nil) throws(ONNXError) -> [ONNXTensor] {
    guard let parameter = inputs.first, inputs.count == 1 else {
      throw .inputNames(model: path, given: ["one picture"], expected: inputs)
    }
    let results = try run([parameter.name: input], outputs: names)
    return (names ?? outputs.map(\.name)).compactMap { results[$0] }
  }

  /// A copy of `tensor` in the library's memory, in the type that `parameter` asks for.
  private func makeValue(_ tensor: ONNXTensor, for parameter: ONNXParameter) throws(ONNXError) -> OpaquePointer? {
    guard parameter.accepts(shape: tensor.shape) else {
      throw .inputShape(model: path, expected: parameter, given: tensor.text)
    }
    switch (tensor.elements, parameter.elementType) {
    case (.floats(let numbers), .float32): return try makeValue(numbers, LORAC_ONNX_FLOAT32, tensor.shape)
    case (.floats(let numbers), .float16):
      let halves = [UInt16](unsafeUninitializedCapacity: numbers.count) { buffer, count in
        if let target = buffer.baseAddress { lorac_onnx_to_half(numbers, numbers.count, target) }
        count = numbers.count
      }
      return try makeValue(halves, LORAC_ONNX_FLOAT16, tensor.shape)
    case (.bytes(let numbers), .uint8): return try makeValue(numbers, LORAC_ONNX_UINT8, tensor.shape)
    case (.integers(let numbers), .int64): return try makeValue(numbers, LORAC_ONNX_INT64, tensor.shape)
    default: throw .inputShape(model: path, expected: parameter, given: tensor.text)
    }
  }

  private func makeValue<Number: BitwiseCopyable>(
    _ numbers: [Number], _ type: lorac_onnx_element, _ shape: [Int]
  ) throws(ONNXError) -> OpaquePointer? {
    let api = runtime.handles.api
    let dimensions = shape.map { Int64($0) }
    var value: OpaquePointer?
    let status = numbers.withUnsafeBytes { bytes in
      lorac_onnx_make_tensor(api, type, dimensions, dimensions.count, bytes.baseAddress, bytes.count, &value)
    }
    if let failure = ONNXFailure(api, status) { throw .runtimeFailed(message: failure.message) }
    return value
  }

  private func read(_ value: OpaquePointer?, name: String) throws(ONNXError) -> ONNXTensor {
    let api = runtime.handles.api
    var description = lorac_onnx_description()
    var data: UnsafeMutableRawPointer?
    if let failure = ONNXFailure(api, lorac_onnx_read(api, value, &description, &data)) {
      throw .runFailed(model: path, message: failure.message)
    }
    let parameter = ONNXParameter(name: name, description)
    let shape = parameter.dimensions.map { $0 ?? 0 }
    let count = shape.reduce(1, *)
    let bytes = UnsafeRawPointer(data)
    guard let type = parameter.elementType, let elements = ONNXTensor.Elements(type, count: count, at: bytes) else {
      throw .outputType(model: path, name: name, type: parameter.text)
    }
    return ONNXTensor(elements, shape: shape)
  }
}

extension ONNXTensor.Elements {
  /// A copy of `count` numbers of `type` at `data`; nil for types that are not read.
  fileprivate init?(_ type: ONNXElementType, count: Int, at data: UnsafeRawPointer?) {
    guard let data, count > 0 else {
      self = .floats([])
      if count > 0 { return nil }
      return
    }
    func numbers<Number: BitwiseCopyable>(_ type: Number.Type) -> [Number] {
      Array(UnsafeBufferPointer(start: data.assumingMemoryBound(to: type), count: count))
    }
    func converted<Number: BitwiseCopyable>(
      _ type: Number.Type, _ convert: (UnsafePointer<Number>, Int, UnsafeMutablePointer<Float>) -> Void
    ) -> [Float] {
      [Float](unsafeUninitializedCapacity: count) { buffer, written in
        if let target = buffer.baseAddress { convert(data.assumingMemoryBound(to: type), count, target) }
        written = count
      }
    }
    switch type {
    case .float32: self = .floats(numbers(Float.self))
    case .float16: self = .floats(converted(UInt16.self) { lorac_onnx_from_half($0, $1, $2) })
    case .float64: self = .floats(converted(Double.self) { lorac_onnx_from_double($0, $1, $2) })
    case .uint8, .bool: self = .bytes(numbers(UInt8.self))
    case .int64: self = .integers(numbers(Int64.self))
    case .int32: self = .integers(numbers(Int32.self).map(Int64.init))
    default: return nil
    }
  }
}

extension ONNXParameter {
  /// All inputs or outputs of a session.
  fileprivate static func read(
    _ api: OpaquePointer, _ session: OpaquePointer, ofOutputs: Bool
  ) throws(ONNXError) -> [ONNXParameter] {
    var count = 0
    try check(api, lorac_onnx_count(api, session, ofOutputs, &count))
    var parameters: [ONNXParameter] = []
    for index in 0..<count {
      var name: UnsafeMutablePointer<CChar>?
      try check(api, lorac_onnx_name(api, session, ofOutputs, index, &name))
      defer { free(name) }
      var description = lorac_onnx_description()
      try check(api, lorac_onnx_describe(api, session, ofOutputs, index, &description))
      parameters.append(ONNXParameter(name: name.map { String(cString: $0) } ?? "", description))
    }
    return parameters
  }

  private static func check(_ api: OpaquePointer, _ status: OpaquePointer?) throws(ONNXError) {
    if let failure = ONNXFailure(api, status) { throw .runtimeFailed(message: failure.message) }
  }

  fileprivate init(name: String, _ description: lorac_onnx_description) {
    let isKnown = description.is_tensor && description.rank <= Int(LORAC_ONNX_MOST_DIMENSIONS)
    let dimensions = withUnsafeBytes(of: description.dimensions) { bytes in
      bytes.assumingMemoryBound(to: Int64.self).prefix(isKnown ? description.rank : 0).map { $0 < 0 ? nil : Int($0) }
    }
    self.init(
      name: name, elementType: isKnown ? ONNXElementType(rawValue: Int(description.element)) : nil,
      dimensions: dimensions)
  }
}

/// Calls `body` with pointers to `strings` as C has them, which live as long as the call.
private func withCStrings<Result>(
  _ strings: [String], _ body: (UnsafePointer<UnsafePointer<CChar>?>) -> Result
) -> Result {
  let copies = strings.map { strdup($0) }
  defer { copies.forEach { free($0) } }
  let pointers = copies.map { UnsafePointer<CChar>($0) }
  return pointers.withUnsafeBufferPointer { buffer in
    // An empty list has no address, and none is read from it.
    buffer.baseAddress.map(body) ?? withUnsafePointer(to: nil) { body($0) }
  }
}
