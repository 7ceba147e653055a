import LoracReference
import LoracSchema
import LoracTestSupport
import Testing

@Suite struct ReferencePageTests {
  @Test func isCommitted() {
    expectSnapshot(ReferencePage.text, file: "\(IndependentValidator.repository)/docs/recipe-reference.md")
  }

  @Test func hasARowForEveryField() {
    let rows = ReferencePage.text.split(separator: "\n").filter { $0.hasPrefix("| `") }
    let fields = RecipeFields.recipe.fields + FolderFields.block.fields + PromptFields.block.fields
    for field in fields {
      #expect(rows.contains { $0.contains(field.documentation.replacing("|", with: "\\|")) }, "\(field.path)")
    }
    // Only separators of cells are bare.
    let table = ReferencePage.text.split(separator: "\n").filter { $0.hasPrefix("|") }
    for row in table { #expect(row.replacing("\\|", with: "").count { $0 == "|" } == 6, "\(row)") }
  }
}
