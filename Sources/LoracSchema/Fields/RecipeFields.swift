/// The fields at the top of a recipe, and the whole recipe.
package enum RecipeFields {
  /// The language version that this lorac reads.
  package static let languageVersion = 1

  /// `lorac`.
  package static let lorac = Field<Int>(
    "lorac", .integer(languageVersion...languageVersion), "The version of the recipe language; required.")
  /// `extends`.
  package static let extends = Field<SettingValue>(
    "extends", .either([.text, .list(.text, atLeast: 1)]),
    "Presets that this recipe starts from: a name, a path, or a list in which later entries win.")
  /// `description`.
  package static let description = Field<String>(
    "description", .text, kohya: ["training_comment"], "What the recipe is for; kept in the LoRA's metadata.")
  /// `name`.
  package static let name = Field<String>(
    "name", .text, kohya: ["output_name"],
    "The output name: files are called `name.safetensors`, `name-000002.safetensors`, ….")
  /// `env`.
  package static let env = Field<SettingValue>(
    "env", .list(.text, atLeast: 0),
    "Environment variables that paths may use as `${NAME}`; `~` needs `HOME` here.")
  /// `kohya`.
  package static let kohya = Field<SettingValue>(
    "kohya", .kohyaArguments,
    "Settings that only kohya has, by argument name; each is checked against kohya's own argument table.")

  /// The whole recipe.
  package static let recipe = Block(
    "", "A LoRA training recipe.",
    [
      lorac.entry, extends.entry, name.entry, description.entry, env.entry, .block(ModelFields.block),
      .block(DatasetFields.block), .block(PrepareFields.recipe.block),
      .block(NetworkFields.block), .block(OptimizerFields.block), .block(ScheduleFields.block),
      .block(TrainFields.block), .block(LossFields.block), .block(SaveFields.block), .block(SampleFields.block),
      .block(ValidationFields.block), .block(LogFields.block), .block(RunFields.block), kohya.entry,
    ])
}
