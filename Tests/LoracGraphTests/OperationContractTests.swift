import LoracTensor
import LoracTestSupport
import Testing

@testable import LoracGraph

/// What a program relies on in every operation, whatever it computes.
@Suite("Every operation")
struct OperationContractTests {
  @Test("overwrites what it finds, in exactly the scratch memory that it asks for", arguments: operationCases)
  func overwrites(_ operationCase: OperationCase) throws {
    let run = try DirectRun(operationCase, threads: 2)
    let result = run.forward()
    #expect(!result.contains { !$0.isFinite })
    let gradients = try run.backward(wanted: run.differentiable)
    #expect(!gradients.operands.contains { ($0 ?? []).contains { !$0.isFinite } })
    #expect(!gradients.parameters.contains { !$0.isFinite })
  }

  @Test("adds to earlier shares of a gradient where it is told so", arguments: operationCases)
  func adds(_ operationCase: OperationCase) throws {
    let run = try DirectRun(operationCase, threads: 2)
    _ = run.forward()
    let fresh = try run.backward(wanted: run.differentiable)
    let added = try run.backward(wanted: run.differentiable, earlier: 3)
    for (one, other) in zip(fresh.operands, added.operands) {
      expectClose((other ?? []).map { $0 - 3 }, one ?? [], relativeTo: 3)
    }
    expectClose(added.parameters.map { $0 - 3 }, fresh.parameters, relativeTo: 3)
  }

  @Test("gives the same gradients whichever of them are wanted", arguments: operationCases)
  func wanted(_ operationCase: OperationCase) throws {
    let run = try DirectRun(operationCase, threads: 2)
    _ = run.forward()
    let all = try run.backward(wanted: run.differentiable)
    for index in run.differentiable {
      let one = try run.backward(wanted: [index])
      #expect(one.operands[index] == all.operands[index], "operand \(index) alone")
      #expect(one.parameters == all.parameters)
    }
    guard run.operation.trainsParameters else { return }
    let none = try run.backward(wanted: [])
    #expect(none.parameters == all.parameters)
  }

  @Test("agrees with itself on other numbers of threads", arguments: operationCases)
  func threads(_ operationCase: OperationCase) throws {
    let one = try DirectRun(operationCase, threads: 1)
    let result = one.forward()
    let gradients = try one.backward(wanted: one.differentiable)
    for threads in [2, 3, 7] {
      let several = try DirectRun(operationCase, threads: threads)
      let again = several.forward()
      expectClose(again, result)
      let others = try several.backward(wanted: several.differentiable)
      for (one, other) in zip(gradients.operands, others.operands) { expectClose(other ?? [], one ?? []) }
      expectClose(others.parameters, gradients.parameters)
    }
  }

  @Test("gives the same bits again", arguments: operationCases)
  func again(_ operationCase: OperationCase) throws {
    let (first, second) = (try DirectRun(operationCase, threads: 2), try DirectRun(operationCase, threads: 2))
    let results = (first.forward(), second.forward())
    #expect(results.0 == results.1)
    let gradients = try (
      first.backward(wanted: first.differentiable), second.backward(wanted: second.differentiable)
    )
    #expect(gradients.0 == gradients.1)
  }

  private func expectClose(
    _ values: [Float], _ expected: [Float], relativeTo least: Float = 0,
    sourceLocation: SourceLocation = #_sourceLocation
  ) {
    let largest = max(expected.reduce(least) { max($0, abs($1)) }, .leastNormalMagnitude)
    #expect(values.count == expected.count, sourceLocation: sourceLocation)
    #expect(
      zip(values, expected).allSatisfy { abs($0 - $1) <= 1e-5 * largest }, sourceLocation: sourceLocation)
  }
}
