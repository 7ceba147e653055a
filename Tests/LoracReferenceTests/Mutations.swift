import LoracJSON

/// SplitMix64: the same numbers on every machine, so that a failure can be repeated.
struct FixedRandom: RandomNumberGenerator {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }
}

extension JSONValue {
  /// Values of every kind and at every edge that a recipe's fields know.
  static let replacements: [JSONValue] = [
    nil, true, false, 0, 1, -1, 1.0, 2.0, 0.5, -0.0, 1e-5, -1e-5, 75, 64, 63, 8192, 8193, 255, 256, 4096, 4097, 2023,
    4_294_967_295, 4_294_967_296, 1_000_000_000, 1_000_000_001, 1e9, .integer(.max), .integer(.min), 1e20, -1e20, 1e300,
    "", " ", "a", "a\n", "1", "no", "fp16", "true", "null", "memory", "false", "512", "512x768", "512x768\n", "63x64",
    "0512x512", "8192x8192", "8193x64", "99999x64", "512 x 512", "2 epochs", "1 epoch", "0 epochs", "02 epochs",
    "2  epochs", "2epochs", "2 epochs\n", "500 steps", "0 steps", "1234567890 steps", "5%", "100%", "100.5%", "2.5%",
    "101%", "5.%", "099%", "5%\n", "-5%", "rank/2", "rank/2\n", "rank / 2", "rank", "rank ", "rank/2 ", "rank/",
    "rank*",
    "rank**2", "Rank/2", "network.rank/2", "rank/.5", "rank/5.", "rank/1e5", "rank/1e-99", "rank/1e100", "rank/1e",
    "rank+2", "rank/-2", "rank/1234567890123456", ".rank/2", "rank./2", "unet_lr/10", "torch.optim.AdamW",
    "torch.optim.AdamW\n", ".AdamW", "torch.", "torch..AdamW", "AdamW8bit", "adamw", "cosine", "module.Class-1", "--",
    "-", "-5", "-5\n", "-.5", "-5.", "-x", "DEBUG", "debug", "1girl, ümlaut 🙂", "2 epochs\u{301}", "５１２x512",
    [], [1], [512, 768], [512, 768, 1], [512.0, 768], ["512", 768], [nil], [true], ["a"], [""], ["a", nil], [["a"]],
    [[]], [[:]], [-1, 0.5], [-1e-5], [-1e20], ["-x"], ["-5"], ["--"], [["path": "x"]], [["path": nil]],
    [["repeats": 1]],
    [["prompt": "x", "size": "64x64"]], [:], ["a": 1], ["a-b": 1], ["a b": 1], ["1a": 1], ["a\n": 1], ["": 1],
    ["a": nil],
    ["a": [1, "b"]], ["a": [nil]], ["a": [:]], ["path": "x"], ["rank": 4], ["enabled": true],
  ]

  /// A copy that differs in one place: a value replaced, a key removed, renamed or added.
  func mutated(_ random: inout FixedRandom) -> JSONValue {
    let all = paths
    let path = all[Int.random(in: 0..<all.count, using: &random)]
    let kind = Int.random(in: 0..<10, using: &random)
    let replacement = Self.replacements.randomElement(using: &random) ?? .null
    let key =
      ["rank", "lorac", "path", "x", "", "__proto__", "type", "train", "kohya"].randomElement(using: &random) ?? ""
    return changed(at: path[...]) { value in
      switch (kind, value) {
      case (0, .object(let members)) where !members.isEmpty:
        return .object(members.enumerated().filter { $0.offset != members.count / 2 }.map(\.element))
      case (1, .object(let members)) where !members.contains { $0.key == key }:
        return .object(members + [Member(key, replacement)])
      case (2, .array(let elements)): return .array(elements + [replacement])
      case (3, _): return .array([value])
      case (4, _): return .null
      default: return replacement
      }
    }
  }

  private var paths: [[Int]] {
    switch self {
    case .array(let elements): [[]] + elements.enumerated().flatMap { index, value in value.paths.map { [index] + $0 } }
    case .object(let members):
      [[]] + members.enumerated().flatMap { index, member in member.value.paths.map { [index] + $0 } }
    default: [[]]
    }
  }

  private func changed(at path: ArraySlice<Int>, _ change: (JSONValue) -> JSONValue) -> JSONValue {
    guard let index = path.first else { return change(self) }
    switch self {
    case .array(var elements):
      elements[index] = elements[index].changed(at: path.dropFirst(), change)
      return .array(elements)
    case .object(var members):
      members[index].value = members[index].value.changed(at: path.dropFirst(), change)
      return .object(members)
    default: return self
    }
  }
}
