internal import CLibYAML

/// Reads the events of a YAML text with libyaml; the only unsafe code of this target.
///
/// The parser and the bytes it reads live at fixed addresses of their own, since libyaml keeps pointers to both.
struct EventReader: ~Copyable {
  private let parser: UnsafeMutablePointer<yaml_parser_t>
  private let input: UnsafeMutableBufferPointer<UInt8>
  private let table: CodePointTable

  /// Begins to read `bytes`, which must be valid UTF-8, from `start` on.
  ///
  /// Returns nil if there is no memory.
  init?(_ bytes: [UInt8], start: Int) {
    table = CodePointTable(bytes, start: start)
    input = .allocate(capacity: bytes.count - start)
    _ = input.initialize(fromContentsOf: bytes[start...])
    parser = .allocate(capacity: 1)
    guard yaml_parser_initialize(parser) == 1 else {
      parser.deallocate()
      input.deallocate()
      return nil
    }
    yaml_parser_set_encoding(parser, YAML_UTF8_ENCODING)
    yaml_parser_set_input_string(parser, input.baseAddress, input.count)
  }

  deinit {
    yaml_parser_delete(parser)
    parser.deallocate()
    input.deallocate()
  }

  /// The next event; never call it again after `streamEnd` or an error.
  mutating func next() throws(SyntaxProblem) -> Event {
    var event = yaml_event_t()
    guard yaml_parser_parse(parser, &event) == 1 else { throw problem() }
    defer { yaml_event_delete(&event) }
    let bytes = offset(event.start_mark)..<max(offset(event.start_mark), offset(event.end_mark))
    func made(
      _ kind: Event.Kind, _ anchor: UnsafeMutablePointer<UInt8>? = nil, _ tag: UnsafeMutablePointer<UInt8>? = nil
    )
      -> Event
    {
      Event(kind: kind, anchor: anchor.map { String(cString: $0) }, tag: tag.map { String(cString: $0) }, bytes: bytes)
    }
    switch event.type {
    case YAML_DOCUMENT_START_EVENT: return made(.documentStart)
    case YAML_DOCUMENT_END_EVENT: return made(.documentEnd)
    case YAML_ALIAS_EVENT: return made(.alias(name: String(cString: event.data.alias.anchor)))
    case YAML_SCALAR_EVENT:
      let scalar = event.data.scalar
      let text = String(decoding: UnsafeBufferPointer(start: scalar.value, count: scalar.length), as: UTF8.self)
      return made(.scalar(text: text, style: Self.style(scalar.style)), scalar.anchor, scalar.tag)
    case YAML_SEQUENCE_START_EVENT:
      return made(.sequenceStart, event.data.sequence_start.anchor, event.data.sequence_start.tag)
    case YAML_SEQUENCE_END_EVENT: return made(.sequenceEnd)
    case YAML_MAPPING_START_EVENT:
      return made(.mappingStart, event.data.mapping_start.anchor, event.data.mapping_start.tag)
    case YAML_MAPPING_END_EVENT: return made(.mappingEnd)
    case YAML_STREAM_START_EVENT: return made(.streamStart)
    default: return made(.streamEnd)
    }
  }

  private static func style(_ style: yaml_scalar_style_t) -> Event.ScalarStyle {
    switch style {
    case YAML_SINGLE_QUOTED_SCALAR_STYLE, YAML_DOUBLE_QUOTED_SCALAR_STYLE: .quoted
    case YAML_LITERAL_SCALAR_STYLE, YAML_FOLDED_SCALAR_STYLE: .block
    default: .plain
    }
  }

  private func offset(_ mark: yaml_mark_t) -> Int { table.byteOffset(ofCodePoint: mark.index) }

  private func problem() -> SyntaxProblem {
    SyntaxProblem(
      problem: parser.pointee.problem.map { String(cString: $0) } ?? "out of memory",
      offset: offset(parser.pointee.problem_mark),
      context: parser.pointee.context.map { String(cString: $0) } ?? "",
      contextOffset: parser.pointee.context == nil ? nil : offset(parser.pointee.context_mark))
  }
}
