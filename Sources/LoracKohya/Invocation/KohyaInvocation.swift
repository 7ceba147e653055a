package import LoracJSON

/// A whole training command: who starts it, which script, and its arguments, all still typed.
package struct KohyaInvocation: Sendable, Hashable {
  /// The words before the launcher's arguments: `["accelerate", "launch"]`, or a path of accelerate and `launch`.
  package var launcher: [String]
  /// The launcher's own arguments.
  package var launcherArguments: [Argument]
  /// The training script: a name, or a path of it.
  package var script: String
  /// The script's arguments, in order.
  package var arguments: [Argument]

  /// A command that `launcher` starts.
  package init(
    launcher: [String] = ["accelerate", "launch"], launcherArguments: [Argument], script: String, arguments: [Argument]
  ) {
    self.launcher = launcher
    self.launcherArguments = launcherArguments
    self.script = script
    self.arguments = arguments
  }

  /// The words of the command in lines that belong together: launcher, script, then one argument a line.
  package var wordGroups: [[String]] {
    [launcher + launcherArguments.flatMap(\.words), [script]] + arguments.map(\.words)
  }

  /// The words of the command, unquoted, as a process is started with them.
  package var argumentVector: [String] { wordGroups.flatMap(\.self) }

  /// The words as a JSON array.
  package var json: JSONValue { .array(argumentVector.map(JSONValue.string)) }

  /// The command as a text for `shell`; throws at the first word that the shell cannot take unchanged.
  package func commandText(_ shell: Shell, _ layout: CommandLayout) throws(QuotingProblem) -> String {
    try shell.command(wordGroups, layout)
  }

  /// The first argument of that name, or nil.
  package func argument(named name: String) -> Argument? { arguments.first { $0.name == name } }
}
