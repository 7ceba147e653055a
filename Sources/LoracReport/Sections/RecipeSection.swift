internal import LoracPlan
internal import LoracRunHistory

/// The recipe exactly as it was given, and the same training as a kohya command.
struct RecipeSection {
  private let history: RunHistory
  private let kohyaCommand: String?

  /// The section of `history`.
  init(_ history: RunHistory, kohyaCommand: String?) {
    self.history = history
    self.kohyaCommand = history.command ?? kohyaCommand
  }

  /// The section; empty without recipe and command.
  var markup: Markup {
    let recipe = history.recipe.map { text in
      "<pre class=\"recipe\"><code>\(RecipeHighlighting.markup(text))</code></pre>\n" as Markup
    }
    let changes = (history.plan?.origin?.changes ?? []).map { "<code>--set \($0)</code> " as Markup }
    let set: Markup = changes.isEmpty ? .empty : "<p class=\"note\">With \(changes)</p>\n"
    let title = history.command == nil ? "As a kohya command" : "The kohya command"
    let command = kohyaCommand.map { text in
      "<details id=\"kohya-command\"><summary>\(title)</summary><pre>\(text)</pre></details>\n" as Markup
    }
    guard recipe != nil || command != nil else { return .empty }
    return
      "<section id=\"recipe\" class=\"card\"><h2>Recipe</h2>\n\(recipe ?? .empty)\(set)\(command ?? .empty)</section>\n"
  }
}
