import LoracGraph
import LoracTestSupport
import Testing

/// No operation, and no form of one, is without a shape rule's test, a check of its derivatives and PyTorch's numbers.
@Suite("Operations")
struct OperationCompletenessTests {
  /// The types that the sources declare as operations.
  static let declared = Result { () throws -> Set<String> in
    let root = #filePath.split(separator: "/").dropLast(3).joined(separator: "/")
    let folder = "/\(root)/Sources/LoracGraph"
    let files = try namesInFolder(folder).map { "\(folder)/\($0)" }
    let operations = try namesInFolder("\(folder)/Operations").map { "\(folder)/Operations/\($0)" }
    return try (files + operations).filter { $0.hasSuffix(".swift") }.reduce(into: []) { types, path in
      let text = String(decoding: try readFile(path), as: UTF8.self)
      types.formUnion(text.split(separator: "\n").compactMap(conformingType))
    }
  }

  /// X in a line such as `package struct X: Sendable, Operation {`.
  private static func conformingType(_ line: Substring) -> String? {
    let words = line.split { !($0.isLetter || $0.isNumber || $0 == "_" || $0 == ":") }
    guard let keyword = words.firstIndex(where: { ["struct", "class", "enum", "actor", "extension"].contains($0) }),
      words.dropFirst(keyword + 2).contains("Operation"), words[keyword + 1].last == ":"
    else { return nil }
    return String(words[keyword + 1].dropLast())
  }

  static func forms(_ cases: [OperationCase]) throws -> Set<OperationForm> {
    Set(try cases.map { OperationForm(try $0.operation(), $0.inputs) })
  }

  static func types(_ operations: [any Operation]) -> Set<String> { Set(operations.map(OperationForm.typeName)) }

  @Test("are found in the sources")
  func found() throws {
    let declared = try Self.declared.get()
    #expect(declared.isSuperset(of: ["Linear", "Convolution", "ScaleRows", "TakeRows", "GatedGELU"]))
    #expect(declared.count >= 12)
  }

  @Test("have a shape rule that is tested for both outcomes and derivatives that are checked")
  func checked() throws {
    let declared = try Self.declared.get()
    #expect(Self.types(try operationCases.map { try $0.operation() }) == declared)
    #expect(Self.types(try wrongShapes.map { try $0.operation() }) == declared)
  }

  @Test("were computed by PyTorch, too")
  func referenced() throws {
    let references = try ReferenceTests.cases.get().map { try $0.operationCase() }
    // Another file need not have everything.
    guard environmentVariable("LORAC_OPERATION_REFERENCE") == nil else { return }
    #expect(Self.types(try references.map { try $0.operation() }) == (try Self.declared.get()))
    let (ours, theirs) = (try Self.forms(operationCases), try Self.forms(references))
    #expect(ours.subtracting(theirs).isEmpty, "PyTorch has not computed these")
    #expect(theirs.subtracting(ours).isEmpty, "the derivatives of these are not compared with differences")
  }
}
