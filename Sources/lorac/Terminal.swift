internal import Glibc
internal import LoracDiagnosticRendering

/// Standard output, standard error and what is behind them.
enum Terminal {
  /// Writes `text` and a line break to standard output.
  static func print(_ text: String) { write(text + "\n", to: STDOUT_FILENO) }

  /// Writes `text` to standard output as it is.
  static func write(_ text: String) { write(text, to: STDOUT_FILENO) }

  /// Writes `text` and a line break to standard error.
  static func printError(_ text: String) { write(text + "\n", to: STDERR_FILENO) }

  /// All that comes from standard input.
  static func readInput() -> String {
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let count = read(STDIN_FILENO, &buffer, buffer.count)
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { return String(decoding: bytes, as: UTF8.self) }
      bytes += buffer[..<count]
    }
  }

  /// Writes `text` to standard error as it is.
  static func writeError(_ text: String) { write(text, to: STDERR_FILENO) }

  /// Whether standard error is a terminal.
  static var errorIsTerminal: Bool { isatty(STDERR_FILENO) == 1 }
  /// Whether standard output is a terminal.
  static var outputIsTerminal: Bool { isatty(STDOUT_FILENO) == 1 }
  /// Whether a person can answer questions.
  static var isInteractive: Bool { isatty(STDIN_FILENO) == 1 && outputIsTerminal }

  /// Columns of the terminal, at most 120; 100 where there is none.
  static var width: Int {
    var size = winsize()
    for descriptor in [STDERR_FILENO, STDOUT_FILENO] {
      if ioctl(descriptor, UInt(TIOCGWINSZ), &size) == 0, size.ws_col >= 40 { return min(Int(size.ws_col), 120) }
    }
    return 100
  }

  /// Colours, if `choice` and the stream allow them.
  static func palette(_ choice: ColorChoice, isTerminal: Bool) -> Palette {
    switch choice {
    case .always: .ansi
    case .never: .plain
    case .auto: isTerminal && (Environment["NO_COLOR"] ?? "").isEmpty && Environment["TERM"] != "dumb" ? .ansi : .plain
    }
  }

  /// Ends the process if standard output cannot be written: half an answer must not look like a whole one.
  private static func fail(_ descriptor: Int32) {
    guard descriptor == STDOUT_FILENO else { return }
    printError("lorac: cannot write standard output: \(String(cString: strerror(errno)))")
    exit(ExitStatus.errors.rawValue)
  }

  private static func write(_ text: String, to descriptor: Int32) {
    var text = text
    text.withUTF8 { bytes in
      var rest = bytes[...]
      while !rest.isEmpty {
        let count = Glibc.write(
          descriptor, UnsafeRawBufferPointer(rebasing: UnsafeRawBufferPointer(bytes)[rest.indices]).baseAddress,
          rest.count)
        if count < 0, errno != EINTR { return fail(descriptor) }
        rest = rest.dropFirst(max(count, 0))
      }
    }
  }
}
