/// One step of a YAML text, with the bytes libyaml ascribes to it.
struct Event {
  enum Kind {
    case streamStart
    case streamEnd
    case documentStart
    case documentEnd
    case alias(name: String)
    case scalar(text: String, style: ScalarStyle)
    case sequenceStart
    case sequenceEnd
    case mappingStart
    case mappingEnd
  }
  enum ScalarStyle {
    case plain
    case quoted
    case block
  }

  var kind: Kind
  /// The anchor without `&`.
  var anchor: String?
  /// The tag with its handle resolved, as in `tag:yaml.org,2002:str`.
  var tag: String?
  /// From the first property or character; the end of collections is only that of their last token.
  var bytes: Range<Int>
}

/// Why libyaml cannot go on.
struct SyntaxProblem: Error {
  /// What libyaml found, as in "did not find expected key".
  var problem: String
  /// The byte offset of the symptom.
  var offset: Int
  /// What libyaml was doing, as in "while parsing a block mapping"; empty if it does not say.
  var context: String
  /// The byte offset where that began.
  var contextOffset: Int?
}
