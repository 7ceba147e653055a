extension KohyaInvocation {
  /// The script's arguments as the text of a `--config_file`; values keep their types, because kohya converts none.
  package func configFileText() throws(TOMLProblem) -> String {
    try TOMLWriter.document([TOMLSection(.document, arguments.map { TOMLPair($0.name, $0.value.toml) })])
  }
}

extension Argument.Value {
  /// The value in TOML; a flag is `true`.
  package var toml: TOMLValue {
    switch self {
    case .flag: .boolean(true)
    case .text(let text), .path(let text): .string(text)
    case .integer(let number): .integer(number)
    case .number(let number), .shortNumber(let number): .number(number)
    case .list(let elements): .array(elements.map(\.toml))
    }
  }
}
