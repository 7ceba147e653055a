internal import ArgumentParser
internal import LoracReference

/// `lorac schema`: the JSON Schemas.
struct SchemaCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "schema", abstract: "Print the JSON Schema of recipes, for editors, or of plans.")

  /// What a schema describes.
  enum Subject: String, ExpressibleByArgument, CaseIterable {
    /// Recipes.
    case recipe
    /// Plans, as `lorac plan --format json` writes them.
    case plan
  }

  @Argument(help: "What the schema describes.")
  var subject: Subject = .recipe

  func run() { Terminal.write(subject == .recipe ? RecipeSchema.text : PlanSchema.text) }
}
