/// A piece of HTML: text that is put into one is escaped, and only another piece goes in as it is.
///
/// Nothing that a run wrote, such as names, captions or messages, can become markup by being forgotten.
package struct Markup: Sendable, Hashable, ExpressibleByStringInterpolation {
  /// The HTML.
  package private(set) var html: String

  /// HTML that is known to be sound.
  package init(trusted html: String) { self.html = html }

  /// HTML as it stands in the source.
  package init(stringLiteral value: String) { html = value }

  /// HTML with escaped text and other pieces in it.
  package init(stringInterpolation interpolation: Interpolation) { html = interpolation.html }

  /// Text, escaped.
  package init(text: String) { html = Self.escaped(text) }

  /// Nothing.
  package static let empty = Markup("")

  /// Whether it is nothing.
  package var isEmpty: Bool { html.isEmpty }

  /// Both, one behind the other.
  package static func + (left: Markup, right: Markup) -> Markup { Markup(trusted: left.html + right.html) }

  /// Appends a piece.
  package static func += (left: inout Markup, right: Markup) { left.html += right.html }

  /// Collects what stands between the pieces of a literal.
  package struct Interpolation: StringInterpolationProtocol {
    fileprivate var html: String

    /// Room for the literal.
    package init(literalCapacity: Int, interpolationCount: Int) {
      html = ""
      html.reserveCapacity(literalCapacity + 16 * interpolationCount)
    }

    /// HTML of the literal.
    package mutating func appendLiteral(_ literal: String) { html += literal }
    /// Text, escaped; between tags and in quoted attributes.
    package mutating func appendInterpolation(_ text: String) { html += Markup.escaped(text) }
    /// A whole number.
    package mutating func appendInterpolation(_ number: Int) { html += String(number) }
    /// A piece of HTML.
    package mutating func appendInterpolation(_ markup: Markup) { html += markup.html }
    /// Pieces of HTML, one behind the other.
    package mutating func appendInterpolation(_ markup: [Markup]) { for piece in markup { html += piece.html } }
  }

  /// `text` with what HTML reads otherwise written as references; control characters, which HTML forbids, as U+FFFD.
  private static func escaped(_ text: String) -> String {
    var result: [UInt8] = []
    result.reserveCapacity(text.utf8.count)
    for byte in text.utf8 {
      switch byte {
      case UInt8(ascii: "&"): result += Array("&amp;".utf8)
      case UInt8(ascii: "<"): result += Array("&lt;".utf8)
      case UInt8(ascii: ">"): result += Array("&gt;".utf8)
      case UInt8(ascii: "\""): result += Array("&quot;".utf8)
      case UInt8(ascii: "'"): result += Array("&#39;".utf8)
      case 0..<9, 11..<13, 14..<32, 127: result += [0xEF, 0xBF, 0xBD]
      default: result.append(byte)
      }
    }
    return String(decoding: result, as: UTF8.self)
  }
}

extension Sequence<Markup> {
  /// All pieces, one behind the other.
  func joined() -> Markup { Markup(trusted: map(\.html).joined()) }
}
