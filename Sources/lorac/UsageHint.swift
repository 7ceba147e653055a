internal import ArgumentParser
internal import LoracDiagnostics

/// What to say about a first word that is no command.
enum UsageHint {
  /// A line for people who misspelt a command or left it out; nil if the first word is a command or an option.
  static func line(arguments: [String]) -> String? {
    let commands = Lorac.configuration.subcommands.map { $0._commandName }
    guard let word = arguments.first, !word.hasPrefix("-"), !(commands + ["help"]).contains(word) else { return nil }
    if word.hasSuffix(".yaml") || word.hasSuffix(".yml") {
      return "Error: '\(word)' is no command. What should be done with it? For example: lorac plan \(word)"
    }
    let near = Suggestion.nearest(to: word, among: commands).map { ". Did you mean '\($0)'?" }
    return "Error: There is no command '\(word)'" + (near ?? ".")
  }

  /// What is typed for `command`, such as `lorac preset show`; nil for what is none of lorac's.
  static func name(of command: any ParsableCommand.Type) -> String? {
    path(to: command, from: Lorac.self)?.map { $0._commandName }.joined(separator: " ")
  }

  private static func path(to command: any ParsableCommand.Type, from start: any ParsableCommand.Type)
    -> [any ParsableCommand.Type]?
  {
    if command == start { return [start] }
    return start.configuration.subcommands.lazy.compactMap { path(to: command, from: $0) }.first.map { [start] + $0 }
  }
}
