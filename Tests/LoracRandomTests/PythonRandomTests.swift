import LoracTestSupport
import Testing

@testable import LoracRandom

@Suite struct PythonRandomTests {
  @Test func equalsPython() throws {
    for (number, item) in try references.load("python", as: [RandomCase].self).enumerated() {
      var random = PythonRandom(seed: item.seed)
      for (index, call) in item.calls.enumerated() {
        Self.check(call, &random, "case \(number), call \(index): \(call.kind) × \(call.count)")
      }
    }
  }

  static func check(_ call: RandomCase.Call, _ random: inout PythonRandom, _ place: Comment) {
    let (low, high) = (call.low ?? 0, call.high ?? 0)
    switch call.kind {
    case "words": call.expect((0..<call.count).map { _ in Int(random.next32()) }, place)
    case "bits": call.expect((0..<call.count).map { _ in random.bits(Int(low)) }, place)
    case "unit": call.expect((0..<call.count).map { _ in random.unit() }, place)
    case "uniform": call.expect((0..<call.count).map { _ in random.uniform(low, high) }, place)
    case "integers": call.expect((0..<call.count).map { _ in random.integer(in: Int(low)...Int(high)) }, place)
    case "choice": call.expect((0..<20).map { _ in random.choice(Array(0..<call.count)) }, place)
    case "shuffle":
      var order = Array(0..<call.count)
      random.shuffle(&order)
      call.expect(order, place)
    default: Issue.record("unknown call \(call.kind)")
    }
  }
}
