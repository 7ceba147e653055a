internal import ArgumentParser
internal import LoracDiagnostics

/// What to say about a first word that is no command.
enum UsageHint {
  /// A line for people who misspelt a command or left it out; nil if the first word is a command or an option.
  static func line(arguments: [String]) -> String? {
    let commands = Lorac.configuration.groupedSubcommands.flatMap(\.subcommands).compactMap {
      $0.configuration.commandName
    }
    guard let word = arguments.first, !word.hasPrefix("-"), !(commands + ["help"]).contains(word) else { return nil }
    if word.hasSuffix(".yaml") || word.hasSuffix(".yml") {
      return "Error: '\(word)' is no command. What should be done with it? For example: lorac plan \(word)"
    }
    let near = Suggestion.nearest(to: word, among: commands).map { ". Did you mean '\($0)'?" }
    return "Error: There is no command '\(word)'" + (near ?? ".")
  }
}
