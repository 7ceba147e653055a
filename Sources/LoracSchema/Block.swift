/// A mapping of a recipe with the fields and blocks inside it.
package struct Block: Sendable {
  /// The last word of its path; empty for the recipe itself.
  package let key: String
  /// What the block decides.
  package let documentation: String
  /// Its entries in the order of the reference page.
  package let entries: [Entry]
  /// All fields of this block and of the blocks inside it, in order.
  package let fields: [FieldDeclaration]
  /// What an item of a list must state if the block is one.
  package let item: ItemRule

  /// What an item of a list must state.
  package enum ItemRule: Sendable, Hashable {
    /// The first key, which says what it is.
    case first
    /// One of these keys and no second one.
    case exactlyOne(of: [String])
  }

  /// One key of a block.
  package enum Entry: Sendable {
    /// A value.
    case field(FieldDeclaration)
    /// A mapping of further keys.
    case block(Block)

    /// The key.
    package var key: String {
      switch self {
      case .field(let field): field.key
      case .block(let block): block.key
      }
    }
  }

  /// A block named `key`.
  package init(_ key: String, _ documentation: String, _ entries: [Entry], item: ItemRule = .first) {
    self.key = key
    self.item = item
    self.documentation = documentation
    self.entries = entries
    fields = entries.flatMap { entry in
      switch entry {
      case .field(let field): [field]
      case .block(let block): block.fields
      }
    }
  }

  /// The entry of that key.
  package subscript(key: String) -> Entry? { entries.first { $0.key == key } }
}

/// The single declaration of one field: decoder, validator, schema, reference and emission all come from it.
package struct FieldDeclaration: Sendable {
  /// The whole path, as in `network.rank`; inside a list item, relative to the item.
  package let path: String
  /// The last word of the path.
  package let key: String
  /// What values it accepts.
  package let type: FieldType
  /// The value if nothing sets it; nil leaves it open.
  package let defaultValue: SettingValue?
  /// kohya's default in words, where it differs from ours; nil if they are the same.
  package let kohyaDefault: String?
  /// The kohya arguments that it sets, without dashes.
  package let kohyaArguments: [String]
  /// What it does, in one or two sentences for a LoRA author.
  package let documentation: String
}

/// A field with the Swift type of its value.
package struct Field<FieldValue: Sendable>: Sendable {
  /// The untyped declaration.
  package let declaration: FieldDeclaration

  /// Declares a field; see ``FieldDeclaration``.
  package init(
    _ path: String, _ type: FieldType, default defaultValue: SettingValue? = nil, kohyaDefault: String? = nil,
    kohya: [String] = [], _ documentation: String
  ) {
    declaration = FieldDeclaration(
      path: path, key: path.split(separator: ".").last.map { String($0) } ?? "", type: type, defaultValue: defaultValue,
      kohyaDefault: kohyaDefault, kohyaArguments: kohya,
      documentation: documentation)
  }

  /// The whole path.
  package var path: String { declaration.path }
  /// The field as an entry of its block.
  package var entry: Block.Entry { .field(declaration) }
}
