/// Builds the written tree of one document from events; what is wrong with the text is known before.
struct WrittenNodeBuilder: ~Copyable {
  private enum Failure: Error { case unreadable }

  private let bytes: [UInt8]
  private var reader: EventReader
  private var anchors: [String: WrittenNode] = [:]

  init(_ bytes: [UInt8], _ reader: consuming EventReader) {
    self.bytes = bytes
    self.reader = reader
  }

  mutating func readDocument() throws -> WrittenNode {
    _ = try reader.next()
    _ = try reader.next()
    return try read(try reader.next(), depth: 0)
  }

  private mutating func read(_ event: Event, depth: Int) throws -> WrittenNode {
    guard depth <= Composer.deepestNesting else { throw Failure.unreadable }
    var node: WrittenNode
    switch event.kind {
    case .alias(let name):
      guard let target = anchors[name] else { throw Failure.unreadable }
      return WrittenNode(.alias(name: name, target: target), bytes: event.bytes)
    case .scalar(let text, let style): node = scalar(event, text, style)
    case .sequenceStart: node = try sequence(event, depth: depth + 1)
    case .mappingStart: node = try mapping(event, depth: depth + 1)
    default: throw Failure.unreadable
    }
    if event.anchor != nil || event.tag != nil {
      let properties = PropertySkipper(bytes, in: event.bytes)
      node.propertiesEnd = max(properties.anchor?.upperBound ?? 0, properties.tag?.upperBound ?? 0)
      node.tag = properties.tag.map { String(decoding: bytes[$0], as: UTF8.self) }
      node.bytes = event.bytes.lowerBound..<max(node.bytes.upperBound, node.propertiesEnd ?? 0)
    }
    node.anchor = event.anchor
    if let anchor = event.anchor { anchors[anchor] = node }
    return node
  }

  private func scalar(_ event: Event, _ text: String, _ style: Event.ScalarStyle) -> WrittenNode {
    let hasProperties = event.anchor != nil || event.tag != nil
    let start = hasProperties ? PropertySkipper(bytes, in: event.bytes).valueStart : event.bytes.lowerBound
    var end = max(event.bytes.upperBound, start)
    // libyaml's end of a block scalar is the start of the next line that is not part of the text.
    while style == .block, end > start, bytes[end - 1] <= 0x20 { end -= 1 }
    let written: WrittenNode.ScalarStyle =
      switch style {
      case .plain: .plain
      case .quoted: .quoted
      case .block: .block
      }
    let place = text.isEmpty && style == .plain ? start..<start : start..<end
    return WrittenNode(.scalar(text: text, style: written), bytes: place)
  }

  private mutating func sequence(_ event: Event, depth: Int) throws -> WrittenNode {
    let start = valueStart(of: event)
    let isFlow = start < bytes.count && bytes[start] == UInt8(ascii: "[")
    var items: [WrittenNode] = []
    var last = try reader.next()
    while true {
      if case .sequenceEnd = last.kind { break }
      items.append(try read(last, depth: depth))
      last = try reader.next()
    }
    let place = isFlow ? start..<last.bytes.upperBound : span(items.map(\.bytes)) ?? start..<start
    return WrittenNode(.sequence(items, isFlow: isFlow), bytes: place)
  }

  private mutating func mapping(_ event: Event, depth: Int) throws -> WrittenNode {
    let start = valueStart(of: event)
    let isFlow = start < bytes.count && bytes[start] == UInt8(ascii: "{")
    var pairs: [WrittenNode.Pair] = []
    var last = try reader.next()
    while true {
      if case .mappingEnd = last.kind { break }
      let key = try read(last, depth: depth)
      var value = try read(try reader.next(), depth: depth)
      let colonEnd = ColonSearch.end(
        in: bytes, behind: key.bytes.upperBound, before: value.bytes.lowerBound)
      if value.isOmitted {
        value.bytes = colonEnd..<colonEnd
        value.valueBytes = value.bytes
      }
      guard let pair = pair(key, value, colonEnd) else { throw Failure.unreadable }
      pairs.append(pair)
      last = try reader.next()
    }
    let place = isFlow ? start..<last.bytes.upperBound : span(pairs.map(\.bytes)) ?? start..<start
    return WrittenNode(.mapping(pairs, isFlow: isFlow), bytes: place)
  }

  private func pair(_ key: WrittenNode, _ value: WrittenNode, _ colonEnd: Int) -> WrittenNode.Pair? {
    var written = key
    if case .alias(_, let target) = key.content { written = target }
    guard case .scalar(let name, let style) = written.content else { return nil }
    let isMerge = name == "<<" && style == .plain && key.tag == nil
    return WrittenNode.Pair(name: name, key: key, colonEnd: colonEnd, value: value, isMerge: isMerge)
  }

  /// Where a collection begins behind its anchor and tag.
  private func valueStart(of event: Event) -> Int {
    guard event.anchor != nil || event.tag != nil else { return event.bytes.lowerBound }
    return PropertySkipper(bytes, in: event.bytes.lowerBound..<bytes.count).valueStart
  }

  private func span(_ children: [Range<Int>]) -> Range<Int>? {
    guard let first = children.first, let last = children.last else { return nil }
    return first.lowerBound..<last.upperBound
  }
}
