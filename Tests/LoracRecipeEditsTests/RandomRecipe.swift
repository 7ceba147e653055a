import LoracTestSupport

/// A random recipe with most of what people write in one.
struct RandomRecipe {
  private var generator: SplitMix
  private(set) var text = ""
  /// The dotted keys of all scalars that are in it, and of some blocks.
  private(set) var keys: [String] = []
  private var anchors: [String] = []
  /// Anchors of the block that is being written.
  private var open: [String] = []
  private let step: Int
  private let ending: String

  static let blocks = ["model", "dataset", "network", "optimizer", "schedule", "train", "loss", "save", "other"]
  static let names = ["type", "rank", "unet_lr", "text_encoder_lr", "epochs", "seed", "args", "x y", "every"]

  init(seed: UInt64) {
    generator = SplitMix(seed: seed)
    step = [2, 2, 4].randomElement(using: &generator) ?? 2
    ending = chance(5, &generator) ? "\r\n" : "\n"
    if chance(8, &generator) { text += "\u{FEFF}" }
    if chance(8, &generator) { line("--- # start") }
    for block in Self.blocks.shuffled(using: &generator) where !chance(3, &generator) {
      add(block)
      anchors += open
      open = []
    }
    if text.allSatisfy({ !$0.isLetter }) { line("lorac: 1") }
    if chance(6, &generator) { text = String(text.dropLast(1)) }
  }

  /// A random edit of it.
  mutating func edit() -> (key: String, value: String) {
    let known = keys.randomElement(using: &generator)
    let block = Self.blocks.randomElement(using: &generator) ?? ""
    let name = Self.names.randomElement(using: &generator) ?? ""
    let key = chance(2, &generator) ? known ?? block : chance(6, &generator) ? block : "\(block).\(name)"
    let values = [
      "3.6e-5", "rank/2", "'it''s'", "true", "[512, 768]", "{a: 1}", "null", "a, b", "5%", "\"q\\n\"", "-1",
    ]
    return (key, values.randomElement(using: &generator) ?? "1")
  }

  private mutating func add(_ block: String) {
    if chance(3, &generator) { line("") }
    if chance(3, &generator) { line("# about \(block)") }
    let names = Self.names.shuffled(using: &generator).prefix(Int.random(in: 1...4, using: &generator))
    keys.append(block)
    switch Int.random(in: 0..<9, using: &generator) {
    case 0: line("\(block): \(scalar())\(comment())")
    case 1, 2:
      let merge = merge().map { "\($0), " } ?? ""
      let pairs = names.map { "\(quoted($0)): \(scalar())" }
      line("\(block): \(anchor(isMapping: true))" + "{\(merge)\(pairs.joined(separator: ", "))}\(comment())")
      keys += names.map { "\(block).\($0)" }
    case 3 where !anchors.isEmpty: line("\(block): *\(anchors.randomElement(using: &generator) ?? "")\(comment())")
    case 4:
      line("\(block):\(comment())")
      for index in 0..<2 {
        line("\(margin)- \(quoted(names[names.startIndex])): \(scalar())\(comment())")
        for name in names.dropFirst() { line("\(margin)  \(quoted(name)): \(scalar())\(comment())") }
        keys += names.map { "\(block).\(index).\($0)" }
      }
    case 5:
      line("\(block): [\(scalar()), \(scalar())]")
      keys += ["\(block).0", "\(block).1"]
    default:
      line("\(block): \(anchor(isMapping: true))\(comment())")
      if let merge = merge() { line("\(margin)\(merge)") }
      for name in names { entry(block, name) }
    }
  }

  private mutating func entry(_ block: String, _ name: String) {
    if chance(5, &generator) { line("\(margin)# \(name) of \(block)") }
    keys.append("\(block).\(name)")
    if chance(8, &generator) {
      line("\(margin)\(quoted(name)): \(["|", ">-", "|+"].randomElement(using: &generator) ?? "|")")
      line("\(margin)\(margin)text of")
      line("\(margin)\(margin)two lines")
      if chance(2, &generator) { line("") }
    } else if chance(8, &generator) {
      line("\(margin)\(quoted(name)):\(comment())")
    } else {
      let anchor = anchor(isMapping: false)
      line("\(margin)\(quoted(name)): \(anchor)\(scalar(mayBeAlias: anchor.isEmpty))\(comment())")
    }
  }

  private var margin: String { String(repeating: " ", count: step) }

  private mutating func line(_ content: String) { text += content + ending }

  private mutating func comment() -> String { chance(3, &generator) ? "   # because: \(keys.count), {x}" : "" }

  private mutating func merge() -> String? {
    let mappings = anchors.filter { $0.hasPrefix("m") }
    guard chance(4, &generator), let name = mappings.randomElement(using: &generator) else { return nil }
    return "<<: *\(name)"
  }

  private mutating func anchor(isMapping: Bool) -> String {
    guard chance(4, &generator) else { return "" }
    let name = (isMapping ? "m" : "s") + "\(anchors.count + open.count)"
    open.append(name)
    return "&\(name) "
  }

  private mutating func scalar(mayBeAlias: Bool = true) -> String {
    let scalars = anchors.filter { $0.hasPrefix("s") }
    if mayBeAlias, chance(6, &generator), let name = scalars.randomElement(using: &generator) { return "*\(name)" }
    let all = [
      "1e-4", "unet_lr/10", "'cosine'", "\"a # b\"", "AdamW8bit", "16", "true", "~", "é", "!!str 5", "2 epochs",
    ]
    return all.randomElement(using: &generator) ?? "1"
  }

  private mutating func quoted(_ name: String) -> String { chance(8, &generator) ? "'\(name)'" : name }
}

private func chance(_ count: Int, _ generator: inout SplitMix) -> Bool {
  Int.random(in: 0..<count, using: &generator) == 0
}
