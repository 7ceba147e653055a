internal import LoracKohyaArguments

/// A value of a TOML file.
package enum TOMLValue: Sendable, Hashable {
  /// `true` or `false`.
  case boolean(Bool)
  /// A whole number.
  case integer(Int)
  /// A number.
  case number(Double)
  /// A text.
  case string(String)
  /// A list of values of one type; whole numbers among numbers are written as numbers.
  case array([TOMLValue])
}

/// A key with its value; keys are letters, digits, `_` and `-`.
package struct TOMLPair: Sendable, Hashable {
  /// The key.
  package var key: String
  /// The value.
  package var value: TOMLValue

  /// Gives `value` to `key`.
  package init(_ key: String, _ value: TOMLValue) {
    self.key = key
    self.value = value
  }
}

/// Pairs under one header.
package struct TOMLSection: Sendable, Hashable {
  /// What stands above the pairs.
  package enum Header: Sendable, Hashable {
    /// Nothing: the pairs belong to the document itself.
    case document
    /// `[name]`.
    case table(String)
    /// `[[name]]`, one more element of a list of tables; a name may be dotted.
    case element(String)
  }

  /// What stands above the pairs.
  package var header: Header
  /// The pairs in order.
  package var pairs: [TOMLPair]

  /// Pairs under `header`.
  package init(_ header: Header, _ pairs: [TOMLPair]) {
    self.header = header
    self.pairs = pairs
  }
}

/// A value that sd-scripts could not read back from TOML.
package struct TOMLProblem: Error, Sendable, Hashable {
  /// Why it cannot be written.
  package enum Reason: Sendable, Hashable {
    /// The `toml` package of Python, which sd-scripts uses, loses two quotes at the start of such a text.
    case leadingQuotes
    /// The `toml` package of Python refuses lists of several types.
    case mixedList
    /// A list within a list has no place in kohya's files.
    case nestedList
  }

  /// The key of the value.
  package let key: String
  /// Why it cannot be written.
  package let reason: Reason

  /// The key and the reason as a phrase for a diagnostic.
  package var explanation: String {
    switch reason {
    case .leadingQuotes: "'\(key)' begins with two quotes, which kohya's TOML reader loses"
    case .mixedList: "'\(key)' is a list of several types, which kohya's TOML reader refuses"
    case .nestedList: "'\(key)' is a list within a list, which kohya's files have no place for"
    }
  }
}

/// Writes TOML that Python's `toml` 0.10.2, which sd-scripts reads its files with, and any correct reader read alike.
///
/// `toml` 0.10.2 has bugs, so texts are written in a form that avoids them: a literal string where that is possible and
/// not in a list, else a basic string in which characters that the reader trips over are `\uXXXX`. The forms were found
/// and checked by random texts against both readers; `Tests/Tools/check_toml.py` repeats that. TOMLKit was tried: it
/// brings Foundation into the binary, sorts keys, writes 1e-5 as 1.0000000000000001e-05, and writes lists of texts with
/// commas in a form that `toml` 0.10.2 misreads.
package enum TOMLWriter {
  /// The text of a document, sections in order and apart by an empty line.
  package static func document(_ sections: [TOMLSection]) throws(TOMLProblem) -> String {
    var text = ""
    for section in sections {
      if !text.isEmpty { text += "\n" }
      switch section.header {
      case .document: break
      case .table(let name): text += "[\(name)]\n"
      case .element(let name): text += "[[\(name)]]\n"
      }
      for pair in section.pairs { text += "\(pair.key) = \(try value(pair.value, of: pair.key))\n" }
    }
    return text
  }

  private static func value(_ value: TOMLValue, of key: String) throws(TOMLProblem) -> String {
    switch value {
    case .boolean(let flag): return flag ? "true" : "false"
    case .integer(let number): return String(number)
    case .number(let number): return PythonText.text(number)
    case .string(let text):
      guard let written = literal(text) ?? basic(text) else { throw TOMLProblem(key: key, reason: .leadingQuotes) }
      return written
    case .array(let elements): return try array(elements, of: key)
    }
  }

  private static func array(_ elements: [TOMLValue], of key: String) throws(TOMLProblem) -> String {
    let hasNumber = elements.contains { if case .number = $0 { true } else { false } }
    var written: [String] = []
    var kinds: Set<Int> = []
    for element in elements {
      switch element {
      case .string(let text):
        kinds.insert(0)
        guard let text = basic(text) else { throw TOMLProblem(key: key, reason: .leadingQuotes) }
        written.append(text)
      case .integer(let number) where hasNumber:
        kinds.insert(1)
        written.append(PythonText.text(Double(number)))
      case .integer, .number:
        kinds.insert(1)
        written.append(try value(element, of: key))
      case .boolean:
        kinds.insert(2)
        written.append(try value(element, of: key))
      case .array: throw TOMLProblem(key: key, reason: .nestedList)
      }
    }
    if kinds.count > 1 { throw TOMLProblem(key: key, reason: .mixedList) }
    return "[\(written.joined(separator: ", "))]"
  }

  /// `'text'`; nil if the text holds a quote or a control character.
  private static func literal(_ text: String) -> String? {
    let holdsOther = text.unicodeScalars.contains { $0 == "'" || $0.value < 0x20 || $0.value == 0x7F }
    return holdsOther ? nil : "'\(text)'"
  }

  /// `"text"` with escapes; nil if `toml` 0.10.2 cannot read the text back in any form.
  private static func basic(_ text: String) -> String? {
    if text == "\"" || text.utf8.starts(with: "\"\"".utf8) { return nil }
    var written = "\""
    var last: Unicode.Scalar = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": written += "\\\""
      case "\\": written += "\\\\"
      case "\n": written += "\\n"
      case "\r": written += "\\r"
      case "\t": written += "\\t"
      // toml 0.10.2 splits lists at commas inside texts, and takes the `\u` of `\\users` for an escape.
      case ",": written += escape(scalar)
      case "u" where last == "\\", "U" where last == "\\": written += escape(scalar)
      case _ where scalar.value < 0x20 || scalar.value == 0x7F: written += escape(scalar)
      default: written.unicodeScalars.append(scalar)
      }
      last = scalar
    }
    return written + "\""
  }

  private static func escape(_ scalar: Unicode.Scalar) -> String {
    let digits = String(scalar.value, radix: 16, uppercase: true)
    return "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
  }
}
