package import LoracDiagnostics

/// A YAML value as it is written, for whoever changes the text: aliases and merge keys are not expanded.
package struct WrittenNode: Sendable {
  /// What is written.
  package var content: Content
  /// The bytes with anchor and tag; empty, behind the colon, if nothing is written.
  ///
  /// Those of collections without brackets go from the first child's start to the last child's end.
  package var bytes: Range<Int>
  /// The bytes without anchor and tag.
  package var valueBytes: Range<Int>
  /// The end of anchor and tag, whichever comes last; nil without either.
  package var propertiesEnd: Int?
  /// The anchor's name, without `&`.
  package var anchor: String?
  /// The tag as written.
  package var tag: String?

  /// A value of one of the written forms.
  package indirect enum Content: Sendable {
    /// A scalar, unquoted and folded.
    case scalar(text: String, style: ScalarStyle)
    /// An alias and the value that it stands for.
    case alias(name: String, target: WrittenNode)
    /// A list, with or without brackets.
    case sequence([WrittenNode], isFlow: Bool)
    /// A mapping, with or without braces.
    case mapping([Pair], isFlow: Bool)
  }

  /// How a scalar is written.
  package enum ScalarStyle: Sendable, Hashable {
    /// Without quotes, or not at all.
    case plain
    /// In `'` or `"`.
    case quoted
    /// Behind `|` or `>`.
    case block
  }

  /// A key with its value.
  package struct Pair: Sendable {
    /// The key's text; that of an aliased key is the anchor's.
    package var name: String
    /// The key as it is written.
    package var key: WrittenNode
    /// The offset behind the colon; the key's end if there is none.
    package var colonEnd: Int
    /// The value.
    package var value: WrittenNode
    /// Whether the key is the merge key `<<`.
    package var isMerge: Bool

    /// The bytes from key to value.
    package var bytes: Range<Int> {
      let start = min(key.bytes.lowerBound, value.bytes.isEmpty ? key.bytes.lowerBound : value.bytes.lowerBound)
      return start..<max(key.bytes.upperBound, colonEnd, value.bytes.upperBound)
    }
  }

  /// A value of `content`.
  package init(
    _ content: Content, bytes: Range<Int>, valueBytes: Range<Int>? = nil, propertiesEnd: Int? = nil,
    anchor: String? = nil, tag: String? = nil
  ) {
    self.content = content
    self.bytes = bytes
    self.valueBytes = valueBytes ?? bytes
    self.propertiesEnd = propertiesEnd
    self.anchor = anchor
    self.tag = tag
  }

  /// Whether nothing is written, not even an anchor or tag.
  package var isOmitted: Bool { bytes.isEmpty }

  /// Reads the layout of a text that `parse` accepts without an error; nil for any other.
  package static func read(_ file: SourceFile) -> WrittenNode? {
    guard let reader = EventReader(file.bytes, start: TextCheck.start(of: file.bytes)) else { return nil }
    var builder = WrittenNodeBuilder(file.bytes, reader)
    return try? builder.readDocument()
  }
}
