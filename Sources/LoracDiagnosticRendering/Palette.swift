/// The colours of the terminal renderers; the plain palette has none.
package struct Palette: Sendable, Hashable {
  /// What a piece of text is, for choosing its colour.
  package enum Style: Sendable, Hashable, CaseIterable {
    /// An error's header and marks.
    case error
    /// A warning's header and marks.
    case warning
    /// A remark's header and marks.
    case remark
    /// Text that stands out, such as a headline.
    case emphasis
    /// Line numbers, rails and the `┌` of a location.
    case frame
    /// Marks and texts of secondary labels.
    case secondary
    /// The word `note`.
    case note
    /// The word `help`.
    case help
    /// The word `fix`.
    case fix
    /// What a newer text has, in a comparison.
    case added
    /// What a newer text lacks, in a comparison.
    case removed
  }

  private let parameters: [Style: String]

  /// A palette from the SGR parameters of each style, as in `1;31` for bold red; absent styles have no colour.
  package init(_ parameters: [Style: String]) { self.parameters = parameters }

  /// No colours and no escape sequences.
  package static let plain = Palette([:])

  /// The eight basic colours, which every terminal has and users choose themselves.
  package static let ansi = Palette([
    .error: "1;31", .warning: "1;33", .remark: "1;36", .emphasis: "1", .frame: "34", .secondary: "36", .note: "1;34",
    .help: "1;36", .fix: "1;32", .added: "32", .removed: "31",
  ])

  /// `text` in the colour of `style`; empty text stays empty.
  package func paint(_ text: String, _ style: Style) -> String {
    guard !text.isEmpty, let parameters = parameters[style] else { return text }
    return "\u{1B}[\(parameters)m\(text)\u{1B}[0m"
  }
}
