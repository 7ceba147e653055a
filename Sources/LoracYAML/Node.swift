package import LoracDiagnostics

/// A YAML value with the exact bytes it came from; aliases and merge keys are already expanded.
package struct Node: Sendable, Hashable {
  /// What the value is.
  package var content: Content
  /// The bytes of the value without surrounding blanks and comments.
  ///
  /// A collection's range goes from its first child's start to its last child's end (a flow collection's from bracket to
  /// bracket); an omitted value has an empty range behind its key's colon.
  package var range: SourceRange

  /// A value of one of YAML's three kinds.
  package enum Content: Sendable, Hashable {
    /// A string, number, boolean or null.
    case scalar(Scalar)
    /// A list.
    case sequence([Node])
    /// Keys and values in the order they are written.
    case mapping([Pair])
  }

  /// A key of a mapping with its value.
  package struct Pair: Sendable, Hashable {
    /// The key; a scalar, since lorac knows no other keys.
    package var key: String
    /// The bytes of the key.
    package var keyRange: SourceRange
    /// The value.
    package var value: Node

    /// Joins a key and its value.
    package init(key: String, keyRange: SourceRange, value: Node) {
      self.key = key
      self.keyRange = keyRange
      self.value = value
    }
  }

  /// A value of `content` at `range`.
  package init(_ content: Content, range: SourceRange) {
    self.content = content
    self.range = range
  }

  /// The word for the value's kind in messages: "a list", "a mapping", "a number", ….
  package var kindName: String {
    switch content {
    case .sequence: "a list"
    case .mapping: "a mapping"
    case .scalar(let scalar): scalar.kindName
    }
  }
}

/// A YAML scalar resolved with the YAML 1.2 core schema.
package struct Scalar: Sendable, Hashable {
  /// The characters after unquoting, folding and escapes; for a plain scalar the text as written.
  package var text: String
  /// The resolved value; quoted and block scalars are always strings.
  package var value: Value
  /// Whether the scalar was written plainly, without quotes or block indicators.
  package var isPlain: Bool

  /// A resolved scalar value.
  package enum Value: Sendable, Hashable {
    /// `null`, `Null`, `NULL`, `~` or nothing.
    case null
    /// `true`, `True`, `TRUE`, `false`, `False`, `FALSE`.
    case boolean(Bool)
    /// A decimal, `0o` octal or `0x` hexadecimal integer that fits 64 bits.
    case integer(Int)
    /// A number with a fraction or exponent, `.inf`, `.nan`, or an integer that does not fit 64 bits.
    case number(Double)
    /// Everything else.
    case string(String)
  }

  /// A scalar with its text and value.
  package init(text: String, value: Value, isPlain: Bool) {
    self.text = text
    self.value = value
    self.isPlain = isPlain
  }

  /// The word for the value's kind in messages.
  package var kindName: String {
    switch value {
    case .null: "null"
    case .boolean: "a boolean"
    case .integer: "an integer"
    case .number: "a number"
    case .string: "a string"
    }
  }
}
