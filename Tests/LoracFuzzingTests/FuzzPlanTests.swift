import LoracFuzzing
import LoracJSON
import LoracTestSupport
import Testing

/// Saved plans that somebody changed end in a plan or a problem; a trap ends the whole test run.
@Suite struct FuzzPlanTests {
  private static let hostile: [JSONValue] = [
    .null, .boolean(true), .integer(0), .integer(-1), .integer(1 << 53), .integer(-1 << 53), .integer(.max),
    .integer(.min), .number(1e308), .number(-1e-300), .string(""), .string("1 epoch"), .string("-5 steps"),
    .string("\u{0}\n\u{7F}"), .array([]), .array([.null]), .object([]),
  ]

  private static func run(_ value: JSONValue) { Array(value.serialized().utf8).withUnsafeBytes { fuzzPlan($0) } }

  /// Calls `body` with copies of `value` that each have one part replaced by one of the hostile values, or removed.
  private static func mutate(_ value: JSONValue, _ body: (JSONValue) -> Void) {
    for hostile in hostile { body(hostile) }
    switch value {
    case .array(let items):
      for index in items.indices {
        mutate(items[index]) { changed in
          var copy = items
          copy[index] = changed
          body(.array(copy))
        }
      }
      body(.array(items + items))
    case .object(let members):
      for index in members.indices {
        mutate(members[index].value) { changed in
          var copy = members
          copy[index].value = changed
          body(.object(copy))
        }
        var copy = members
        copy.remove(at: index)
        body(.object(copy))
      }
    default: break
    }
  }

  @Test func survivesEveryHostileValueAtEveryPlace() throws {
    let plan = try JSONValue.parse(Array(FuzzSeeds.plan.utf8))
    var count = 0
    Self.mutate(plan) { changed in
      // A part of some ten thousand; LORAC_FUZZ_ALL takes them all.
      count += 1
      if count % Self.stride == 0 { Self.run(changed) }
    }
    #expect(count > 2000)
  }

  private static let stride = environmentVariable("LORAC_FUZZ_ALL") == nil ? 61 : 1

  @Test func survivesChangedBytes() {
    var random = SplitMix(seed: 3)
    let bytes = Array(FuzzSeeds.plan.utf8)
    for _ in 0..<60 {
      var changed = bytes
      for _ in 0...Int.random(in: 0..<4, using: &random) {
        changed[Int.random(in: 0..<changed.count, using: &random)] = UInt8.random(in: 0x20...0x7E, using: &random)
      }
      changed.withUnsafeBytes { fuzzPlan($0) }
    }
  }
}
