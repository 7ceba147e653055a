internal import ArgumentParser

/// `lorac completions`: a script that completes lorac's commands in a shell.
struct CompletionsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "completions",
    abstract: "Print a shell's completion script.",
    discussion: """
      bash: lorac completions bash > ~/.local/share/bash-completion/completions/lorac
      zsh:  lorac completions zsh > ~/.zfunc/_lorac        (with ~/.zfunc in fpath)
      fish: lorac completions fish > ~/.config/fish/completions/lorac.fish
      """)

  /// The shells.
  enum Shell: String, ExpressibleByArgument, CaseIterable {
    case bash
    case zsh
    case fish
  }

  @Argument(help: "The shell.")
  var shell: Shell

  func run() {
    let scripts: [Shell: CompletionShell] = [.bash: .bash, .zsh: .zsh, .fish: .fish]
    guard let target = scripts[shell] else { return }
    Terminal.print(Lorac.completionScript(for: target))
  }
}
