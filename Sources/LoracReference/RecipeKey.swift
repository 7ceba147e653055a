internal import LoracSchema

/// One key of a recipe with its whole path, list items included: `dataset.images.path`.
struct RecipeKey {
  let path: String
  let entry: Block.Entry

  /// Every block and field, a block before what it holds.
  static let all: [RecipeKey] = keys(of: RecipeFields.recipe, under: "")

  /// The key at `path`; `dataset.regularization.path` stands for the same key of `dataset.images`.
  static func at(_ path: String) -> RecipeKey? {
    let regularization = DatasetFields.regularization.path + "."
    guard path.hasPrefix(regularization) else { return all.first { $0.path == path } }
    let inImages = "\(DatasetFields.images.path).\(path.dropFirst(regularization.count))"
    return all.first { $0.path == inImages }
  }

  /// The last word of the path.
  var key: String { entry.key }

  private static func keys(of block: Block, under path: String) -> [RecipeKey] {
    block.entries.flatMap { entry -> [RecipeKey] in
      let inner = path.isEmpty ? entry.key : "\(path).\(entry.key)"
      let own = [RecipeKey(path: inner, entry: entry)]
      switch entry {
      case .block(let block): return own + keys(of: block, under: inner)
      case .field(let field):
        // The items of the two lists of folders are the same.
        guard let item = field.type.record, inner != DatasetFields.regularization.path else { return own }
        return own + keys(of: item, under: inner)
      }
    }
  }
}

extension FieldType {
  /// The block of the items if the type is a list that may hold mappings.
  var record: Block? {
    switch self {
    case .record(let block): block
    case .list(let item, _): item.record
    case .either(let types): types.lazy.compactMap(\.record).first
    default: nil
    }
  }
}

extension FieldDeclaration {
  /// The default in words, with kohya's where it is another.
  var defaultText: String {
    let own = defaultValue.map(\.description) ?? "none"
    return kohyaDefault.map { "\(own) (kohya: \($0))" } ?? own
  }
}
