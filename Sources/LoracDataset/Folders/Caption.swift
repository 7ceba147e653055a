/// The text that sd-scripts finds for one image, and what is odd about it.
package struct Caption: Hashable, Sendable {
  /// Where the text comes from.
  package enum Source: Hashable, Sendable {
    /// No caption file.
    case none
    /// The image's name with the caption extension.
    case file
    /// The name without its last four parts (`name_cx_cy_w_h`, a face crop).
    case faceCropFallback
  }

  /// Why sd-scripts stops at a caption file.
  package enum Problem: Hashable, Sendable {
    /// Zero bytes (`AssertionError`).
    case empty
    /// A byte that is not UTF-8, counted from 0 (`UnicodeDecodeError`).
    case notUTF8(offset: Int)
    /// The system refused; the number is `errno`.
    case unreadable(errno: Int32)
    /// Larger than `CaptionReader.sizeLimit`; nobody's caption.
    case tooLarge
  }

  /// Oddities that do not stop training.
  package struct Traits: OptionSet, Hashable, Sendable {
    /// The bits.
    package let rawValue: UInt8

    /// Traits from bits.
    package init(rawValue: UInt8) { self.rawValue = rawValue }

    /// Starts with a byte order mark, which sticks to the first tag.
    package static let byteOrderMark = Traits(rawValue: 1)
    /// Only white space: trained with an empty caption.
    package static let blank = Traits(rawValue: 2)
    /// Text behind the first line, which is used only with wildcards on.
    package static let unusedLines = Traits(rawValue: 4)
  }

  /// Where the text comes from.
  package var source: Source
  /// The text as sd-scripts takes it, stripped; nil without a file or with a problem.
  package var text: String?
  /// Why training cannot start.
  package var problem: Problem?
  /// Oddities.
  package var traits: Traits

  /// A caption.
  package init(source: Source, text: String? = nil, problem: Problem? = nil, traits: Traits = []) {
    self.source = source
    self.text = text
    self.problem = problem
    self.traits = traits
  }

  /// No caption file.
  package static let missing = Caption(source: .none)
}
