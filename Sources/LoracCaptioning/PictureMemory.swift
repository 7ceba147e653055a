internal import LoracTensor

/// The keys and values of a picture for each layer of the text decoder, which reads them in every step.
struct PictureMemory: Sendable {
  /// [1, tokens, text width], of keys and of values.
  let shape: Shape
  private let arena: Arena

  init(_ configuration: BLIPConfiguration) throws(OutOfMemory) {
    shape = [1, configuration.vision.tokenCount, configuration.text.width]
    arena = try Arena(count: 2 * configuration.text.layerCount * shape.count)
  }

  func keys(_ layer: Int) -> FloatRegion { part(2 * layer) }
  func values(_ layer: Int) -> FloatRegion { part(2 * layer + 1) }

  private func part(_ index: Int) -> FloatRegion { arena.region(index * shape.count..<(index + 1) * shape.count) }
}

/// The keys and values of the tokens of several texts of one length, for each layer of the text decoder.
///
/// Two halves take turns, since texts that go on are copied from those that they came from.
struct TextMemory: Sendable {
  private let arena: Arena
  private let parts: Int
  private let width: Int
  private let capacity: Int
  private var isSecond = false
  /// The texts.
  private(set) var texts = 0
  /// The tokens of each text.
  private(set) var length = 0

  /// Room for `texts` texts of `length` tokens.
  init(_ text: BLIPConfiguration.Text, texts: Int, length: Int) throws(OutOfMemory) {
    parts = 2 * text.layerCount
    width = text.width
    capacity = texts * length * text.width
    arena = try Arena(count: 2 * parts * capacity)
  }

  /// Keys (even) or values (odd) of a layer, [texts, length, width].
  func part(_ index: Int) -> FloatRegion { region(index, second: isSecond, count: texts * length * width) }

  /// Forgets everything and keeps the first tokens of one text; `new` are regions [tokens, width] for each part.
  mutating func begin(_ new: [FloatRegion], tokens: Int) {
    (texts, length) = (1, tokens)
    for (index, region) in new.enumerated() { part(index).copy(region) }
  }

  /// Adds one token to each text, `new` being [texts, width] for each part.
  mutating func append(_ new: [FloatRegion]) {
    let (count, row) = (length + 1, width)
    for (index, rows) in new.enumerated() {
      let (source, target) = (part(index), region(index, second: !isSecond, count: texts * count * row))
      for text in 0..<texts {
        let place = target[text * count * row..<(text + 1) * count * row]
        place[0..<length * row].copy(source[text * length * row..<(text + 1) * length * row])
        place[length * row..<count * row].copy(rows[text * row..<(text + 1) * row])
      }
    }
    isSecond.toggle()
    length = count
  }

  /// Goes on with the texts `sources`, some perhaps several times and others no more.
  mutating func select(_ sources: [Int]) {
    guard sources != Array(0..<texts) else { return }
    let size = length * width
    for index in 0..<parts {
      let (source, target) = (part(index), region(index, second: !isSecond, count: sources.count * size))
      for (text, origin) in sources.enumerated() {
        target[text * size..<(text + 1) * size].copy(source[origin * size..<(origin + 1) * size])
      }
    }
    isSecond.toggle()
    texts = sources.count
  }

  private func region(_ index: Int, second: Bool, count: Int) -> FloatRegion {
    let start = ((second ? parts : 0) + index) * capacity
    return arena.region(start..<start + count)
  }
}
