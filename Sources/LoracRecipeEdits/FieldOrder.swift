internal import LoracSchema

/// The order in which the recipe's reference lists the keys of a block.
enum FieldOrder {
  /// The keys of the block at `path`, in order; empty where the language has no such block.
  static func keys(ofBlockAt path: ArraySlice<String>) -> [String] {
    var block = RecipeFields.recipe
    for word in path {
      guard case .block(let inner)? = block[word] else { return [] }
      block = inner
    }
    return block.entries.map(\.key)
  }

  /// The index of the name behind which `key` is to stand among `names`.
  static func predecessor(of key: String, among names: [String], inBlockAt path: ArraySlice<String>) -> Int? {
    let order = keys(ofBlockAt: path)
    guard let place = order.firstIndex(of: key) else { return names.indices.last }
    let before = Set(order[..<place])
    return names.lastIndex { before.contains($0) } ?? names.indices.last
  }
}
