import LoracKohyaArguments
import LoracNativeSupport
import LoracRecipe
import LoracSchema
import Testing

/// The table knows every setting that there is, once, and none that there is not.
@Suite struct NativeSupportTests {
  /// The paths of all fields; the two lists of folders have the same items.
  private static let paths: Set<String> = Set(
    RecipeFields.recipe.fields.map(\.path)
      + FolderFields.block.fields.map { "dataset.images.\($0.path)" }
      + PromptFields.block.fields.map { "sample.prompts.\($0.path)" })

  /// The arguments that the `kohya` block accepts.
  private static let arguments = Set(KohyaArgumentTable.current.names.filter { KohyaBlock.firstClass($0) == nil })

  @Test func everyFieldHasAnEntry() {
    #expect(Self.paths.count > 100)
    #expect(Self.paths.subtracting(NativeSupport.fields.keys).sorted() == [])
    #expect(Set(NativeSupport.fields.keys).subtracting(Self.paths).sorted() == [])
  }

  @Test func everyArgumentOfKohyaHasAnEntry() {
    #expect(Self.arguments.count > 80)
    #expect(Self.arguments.subtracting(NativeSupport.arguments.keys).sorted() == [])
    #expect(Set(NativeSupport.arguments.keys).subtracting(Self.arguments).sorted() == [])
  }

  @Test func nothingIsEnteredTwice() {
    #expect(NativeSupport.names.count == Set(NativeSupport.names).count)
  }

  @Test func whatIsNotTheSameHasAReason() {
    for (name, support) in NativeSupport.fields.merging(
      NativeSupport.arguments, uniquingKeysWith: { first, _ in first })
    {
      #expect(support.verdict == .same || !support.reason.isEmpty, "\(name)")
      #expect(support.reason.isEmpty || support.reason.hasSuffix("."), "\(name)")
      #expect(!support.reason.contains("|"), "\(name) would break the page's table")
    }
  }
}
