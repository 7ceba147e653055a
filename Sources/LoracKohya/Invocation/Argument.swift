internal import LoracKohyaArguments

/// One argument of a kohya script or of accelerate, kept typed until it is written.
///
/// A command line needs texts, a TOML file needs types: kohya does not convert what it reads from TOML.
package struct Argument: Sendable, Hashable {
  /// The value of an argument.
  package indirect enum Value: Sendable, Hashable {
    /// The argument is given without value.
    case flag
    /// Any text.
    case text(String)
    /// A path, written to the letter.
    case path(String)
    /// A whole number.
    case integer(Int)
    /// A number, written as Python's `repr` writes it.
    case number(Double)
    /// A number, written without `.0` on a command line where it is whole, as GUIs do; in TOML it stays a number.
    case shortNumber(Double)
    /// Any number of values behind one flag.
    case list([Value])
  }

  /// The name without dashes, as in `network_dim`.
  package var name: String
  /// The value.
  package var value: Value

  /// Gives `value` to `name`.
  package init(_ name: String, _ value: Value) {
    self.name = name
    self.value = value
  }

  /// The argument as words of a command: `--name=value`, `--name`, or `--name value value`.
  ///
  /// One word where possible, because a value that begins with a dash would be taken for an option in a word of its own.
  package var words: [String] {
    switch value {
    case .flag: ["--\(name)"]
    case .list(let elements): ["--\(name)"] + elements.map(\.text)
    default: ["--\(name)=\(value.text)"]
    }
  }
}

extension Argument.Value {
  /// The value as argparse reads it; a list joins its elements with spaces, for people only.
  package var text: String {
    switch self {
    case .flag: ""
    case .text(let text), .path(let text): text
    case .integer(let number): String(number)
    case .number(let number): PythonText.text(number)
    case .shortNumber(let number): Int(exactly: number).map(String.init) ?? PythonText.text(number)
    case .list(let elements): elements.map(\.text).joined(separator: " ")
    }
  }
}
